import type { AuditEvent, Channel } from "@/lib/api-types";
import { type GivenTerms, readGivenTerms } from "@/ui/audit/given-terms";
import type { Clock } from "@/ui/shell/clock";
import { listChannelNames } from "../channel-names";

/** The channels whose names the reader may know. */
export type Named = Pick<Channel, "id" | "name">[];

/** Which channels were given and taken by an event, with the terms of each, a line for all that have the same. */
export function describeChannels(data: AuditEvent["data"], named: Named, clock: Clock): string[] {
  const terms = readGivenTerms(data);
  const told = new Set(terms.map(({ id }) => id));
  const silent = readIds(data.channelIds).filter((id) => !told.has(id));
  return [
    tell("Channels", silent, named),
    tell("Added", readIds(data.channelsAdded), named),
    tell("Taken away", readIds(data.channelsRemoved), named),
    ...groupByWords(terms, clock).map(([words, ids]) => tell(words, ids, named)),
  ].filter((line) => line !== "");
}

const readIds = (list: unknown): string[] => (Array.isArray(list) ? list : []);

const tell = (words: string, ids: string[], named: Named) =>
  ids.length === 0 ? "" : `${words}: ${listChannelNames(ids, named)}`;

function groupByWords(terms: GivenTerms[], clock: Clock): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const one of terms) {
    const words = describeTerms(one, clock);
    groups.set(words, [...(groups.get(words) ?? []), one.id]);
  }
  return [...groups];
}

function describeTerms({ history, historyFrom, expiresAt }: GivenTerms, clock: Clock): string {
  const start = history === "joining" ? "joining on" : "the beginning";
  const until = expiresAt ? `, until ${clock.full(expiresAt)}` : "";
  return `Reads from ${historyFrom ? clock.full(historyFrom) : start}${until}`;
}
