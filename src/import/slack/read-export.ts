import type { z } from "zod";
import { invalid } from "@/core/errors";
import { type Archive, isDay } from "./read-archive";
import {
  type SlackChannel,
  type SlackMessage,
  type SlackPerson,
  slackChannel,
  slackMessage,
  slackPerson,
} from "./slack-schemas";

/** An opened Slack export. Direct conversations (`dms.json`, `mpims.json`) are not read. */
export interface SlackExport {
  people: SlackPerson[];
  channels: SlackChannel[];
  /** The lines of a channel, one day at a time, oldest first. Invalid lines are null. */
  readDays(channel: SlackChannel): AsyncGenerator<(SlackMessage | null)[]>;
}

/** @throws AppError VALIDATION when the archive is not a Slack export */
export async function readExport(archive: Archive): Promise<SlackExport> {
  const root = findRoot(archive.names);
  const list = async <T extends z.ZodType>(name: string, schema: T): Promise<z.infer<T>[]> => {
    const found: z.infer<T>[] = [];
    if (!archive.names.includes(root + name)) return found;
    for await (const one of archive.readList(root + name)) {
      const { data } = schema.safeParse(one);
      if (data !== undefined) found.push(data);
    }
    return found;
  };
  const open = await list("channels.json", slackChannel);
  const closed = await list("groups.json", slackChannel);
  const days = listDays(archive.names, root);
  return {
    people: await list("users.json", slackPerson),
    channels: [
      ...open.map((one) => ({ ...one, visibility: "public" as const })),
      ...closed.map((one) => ({ ...one, visibility: "private" as const })),
    ],
    async *readDays(channel) {
      for (const day of days.get(channel.name) ?? days.get(channel.id) ?? []) {
        const lines: (SlackMessage | null)[] = [];
        for await (const line of archive.readList(day)) {
          lines.push(slackMessage.safeParse(line).data ?? null);
        }
        yield lines.sort(byTime);
      }
    },
  };
}

/** An export that was unpacked and packed again may be in a folder. */
function findRoot(names: string[]): string {
  const found = names.find((name) => /^(?:[^/]+\/)?channels\.json$/.test(name));
  const root = found?.slice(0, -"channels.json".length);
  if (root === undefined || !names.includes(`${root}users.json`)) {
    throw invalid(
      "",
      "This ZIP is not a Slack export: channels.json and users.json are not in it. Send the file that Slack gave you as it is.",
    );
  }
  return root;
}

/** The days of every folder, by its name. */
function listDays(names: string[], root: string): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const name of names.filter((one) => one.startsWith(root)).sort()) {
    const [folder, day, ...deeper] = name.slice(root.length).split("/");
    if (!folder || !day || deeper.length > 0 || !isDay(day)) continue;
    const known = days.get(folder);
    if (known) known.push(name);
    else days.set(folder, [name]);
  }
  return days;
}

/** Compared as text: the digits have equal length, and a number would lose the last of them. */
function byTime(a: SlackMessage | null, b: SlackMessage | null): number {
  const [left, right] = [a?.ts ?? "", b?.ts ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
}
