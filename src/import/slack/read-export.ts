import type { z } from "zod";
import { invalid } from "@/core/errors";
import type { LeftOut } from "./left-out";
import { matchFolders } from "./match-folders";
import { type Archive, type ArchiveFile, Damaged } from "./read-archive";
import { sortFiles } from "./sort-files";
import {
  type SlackChannel,
  type SlackMessage,
  type SlackPerson,
  slackChannel,
  slackMessage,
  slackPerson,
  talk,
} from "./slack-schemas";

/** The lines of one day of a channel, oldest first. */
export interface SlackDay {
  /** `channel/2024-05-01.json`, to name it to people. */
  name: string;
  lines: SlackMessage[];
  /** How many more lines there are, which cannot be read. */
  unreadable: number;
}

/** An opened Slack export. What is said in direct conversations (`dms.json`, `mpims.json`) is not read. */
export interface SlackExport {
  people: SlackPerson[];
  channels: SlackChannel[];
  /** The days of a channel, oldest first. Of a damaged day there is what can be read. */
  readDays(channel: SlackChannel): AsyncGenerator<SlackDay>;
}

/**
 * @param left gets what is in the archive and cannot be brought in
 * @throws AppError VALIDATION when the archive is not a Slack export
 */
export async function readExport(archive: Archive, left: LeftOut): Promise<SlackExport> {
  const { lists, folders, others } = sortFiles(archive.files);
  const read = <T extends z.ZodType>(name: string, schema: T) =>
    readList(archive, name, lists.get(name), schema, left);
  assertIsExport(lists);
  const open = await read("channels.json", slackChannel);
  const closed = await read("groups.json", slackChannel);
  const channels = [
    ...open.map((one) => ({ ...one, visibility: "public" as const })),
    ...closed.map((one) => ({ ...one, visibility: "private" as const })),
  ];
  const people = [
    ...(await read("users.json", slackPerson)),
    ...(await read("org_users.json", slackPerson)),
  ];
  const talks = await readTalks(read, left);
  const { foldersOf, overshadowed, unmatched } = matchFolders(channels, folders);
  for (const { name, id } of overshadowed) left.add("channel", `${name} (${id})`);
  for (const { names, days } of unmatched) {
    if (!names.some((name) => talks.has(name))) left.add("folder", names[0], days.length);
  }
  for (const name of others) left.add("file", name);
  return {
    people: [...new Map(people.map((one) => [one.id, one])).values()],
    channels: channels.filter((one) => !overshadowed.has(one)),
    async *readDays(channel) {
      const days = (foldersOf.get(channel) ?? []).flatMap((folder) => folder.days);
      for (const { day, file } of days.sort((a, b) => (a.day < b.day ? -1 : 1))) {
        yield await readDay(archive, file, `${channel.name}/${day}`, left);
      }
    },
  };
}

async function readList<T extends z.ZodType>(
  archive: Archive,
  name: string,
  file: ArchiveFile | undefined,
  schema: T,
  left: LeftOut,
): Promise<z.infer<T>[]> {
  const found: z.infer<T>[] = [];
  if (!file) return found;
  for await (const one of archive.readList(file)) {
    const { data } = schema.safeParse(one);
    if (data === undefined) left.add("entry", name);
    else found.push(data);
  }
  return found;
}

function assertIsExport(lists: Map<string, ArchiveFile>): void {
  const hasPeople = lists.has("users.json") || lists.has("org_users.json");
  if (lists.has("channels.json") && hasPeople) return;
  throw invalid(
    "",
    "This ZIP is not a Slack export: channels.json and users.json are not in it. Send the file that Slack gave you as it is.",
  );
}

/** Counts the direct conversations. Returns the names that their folders may have. */
async function readTalks(
  read: (name: string, schema: typeof talk) => Promise<z.infer<typeof talk>[]>,
  left: LeftOut,
): Promise<Set<string>> {
  const folders = new Set<string>();
  for (const list of ["dms.json", "mpims.json"]) {
    const talks = await read(list, talk);
    left.add("direct", list, talks.length);
    for (const { id, name } of talks) folders.add(id).add(name ?? id);
  }
  return folders;
}

async function readDay(
  archive: Archive,
  file: ArchiveFile,
  name: string,
  left: LeftOut,
): Promise<SlackDay> {
  const lines: SlackMessage[] = [];
  let unreadable = 0;
  try {
    for await (const one of archive.salvageList(file)) {
      const { data } = slackMessage.safeParse(one);
      if (data) lines.push(data);
      else unreadable += 1;
    }
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    left.add("day", name);
  }
  left.add("line", name, unreadable);
  return { name, lines: lines.sort(byTime), unreadable };
}

/** Compared as text: the digits have equal length, and a number would lose the last of them. */
function byTime(a: SlackMessage, b: SlackMessage): number {
  return a.ts < b.ts ? -1 : a.ts > b.ts ? 1 : 0;
}
