import type { AuditEvent } from "@/lib/api-types";

/** The ids of all channels that events about a guest's access name. */
export function channelsIn(events: AuditEvent[]): string[] {
  return [...new Set(events.flatMap(({ data }) => [...listsIn(data), ...termsIn(data)]))];
}

const listsIn = ({ channelIds, channelsAdded, channelsRemoved }: AuditEvent["data"]): string[] =>
  [channelIds, channelsAdded, channelsRemoved].flatMap((list) =>
    Array.isArray(list) ? (list as string[]) : [],
  );

const termsIn = ({ terms }: AuditEvent["data"]): string[] =>
  Array.isArray(terms) ? (terms as { id: string }[]).map(({ id }) => id) : [];
