import type { MessageFile } from "@/lib/api-types";
import type { NameOf } from "@/lib/notification-text";
import type { Principal } from "../access/principal";
import { findFile } from "../files/open-file";
import { store } from "../files/store";
import { listPeople } from "../people/list-people";
import { freeNames } from "./free-names";
import { listOwnChannels, type OwnChannel, type OwnMessage, readOwnMessages } from "./own-messages";
import { describeTakeout, writeHeading, writeLine, writeText } from "./write-messages";
import type { ZipEntry } from "./zip";

/** A file that was shared, and its path in the folder of its channel. */
interface Shared {
  file: MessageFile;
  path: string;
}

/**
 * What a guest takes along: for each channel their messages as JSON Lines and as Markdown, and the files that they
 * shared there. Of others there is nothing but the names of people whom their own words mention.
 */
export async function* listEntries(principal: Principal): AsyncGenerator<ZipEntry> {
  const people = await listPeople(principal);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const nameOf: NameOf = (userId) => names.get(userId);
  yield text("read-me.md", [describeTakeout(principal, new Date())]);
  const folder = freeNames();
  for (const channel of await listOwnChannels(principal)) {
    const title = nameChannel(channel, principal, nameOf);
    yield* listChannel(principal, channel, { title, folder: folder(title), nameOf });
  }
}

/** A direct conversation is named after the others in it. */
function nameChannel({ kind, name, directKey }: OwnChannel, me: Principal, nameOf: NameOf): string {
  if (kind === "channel") return name;
  const others = (directKey ?? "").split(" ").filter((id) => id !== me.userId);
  return `Direct conversation with ${others.map((id) => nameOf(id) ?? "somebody").join(", ")}`;
}

interface Place {
  title: string;
  folder: string;
  nameOf: NameOf;
}

async function* listChannel(
  principal: Principal,
  channel: OwnChannel,
  { title, folder, nameOf }: Place,
): AsyncGenerator<ZipEntry> {
  const fileName = freeNames();
  const paths = new Map<string, Shared>();
  const pathOf = (file: MessageFile) => {
    const path = paths.get(file.id)?.path ?? `files/${fileName(file.name)}`;
    paths.set(file.id, { file, path });
    return path;
  };
  const write = (each: (message: OwnMessage) => string) =>
    mapParts(readOwnMessages(principal, channel), each);
  yield text(
    `${folder}/messages.jsonl`,
    write((message) => writeLine(message, channel, pathOf)),
  );
  yield text(
    `${folder}/messages.md`,
    startWith(
      writeHeading(title, principal),
      write((message) => writeText(message, nameOf, pathOf)),
    ),
  );
  for (const shared of paths.values()) yield* listFile(principal, folder, shared);
}

/** A file whose bytes are gone is left out, so that the rest arrives. */
async function* listFile(
  principal: Principal,
  folder: string,
  { file, path }: Shared,
): AsyncGenerator<ZipEntry> {
  const kept = await store();
  if (!(await findFile(principal, file.id)) || !(await kept.has(file.id))) return;
  const compress = !/^(image|video|audio)\/(?!svg|bmp)|zip/.test(file.type);
  yield { path: `${folder}/${path}`, parts: kept.read(file.id), compress };
}

const text = (path: string, parts: Iterable<string> | AsyncIterable<string>): ZipEntry => ({
  path,
  parts: mapParts(parts, (part) => part),
  compress: true,
});

async function* mapParts<T>(
  parts: Iterable<T> | AsyncIterable<T>,
  each: (part: T) => string,
): AsyncGenerator<string> {
  for await (const part of parts) yield each(part);
}

async function* startWith(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
