import type { ChangedChannels } from "@/lib/api-types";
import { groupOf, markOwn, markShared, emptyMarks, repliesOf, writeMarks } from "@/lib/marks";
import { request } from "@/ui/request";
import type { Observable } from "../observable";
import type { Reading } from "../sending/reading";
import { receiveChannels } from "../store/apply-channels";
import { type ChannelState, isEmptied, type RealtimeState } from "../store/state";

/** Loads the channels that have changed since they were loaded or told of. */
export function createChannelLoader(
  state: Observable<RealtimeState>,
  reading: Reading,
  slug: string,
): () => Promise<void> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/channels`;

  return async () => {
    const asked = state.get().channels;
    const unsure = reading.unsure();
    const known = describeKnown(state.get());
    const answer = await request<ChangedChannels>("GET", path, undefined, undefined, known);
    const { channels, groups } = answer;
    // A lock may have emptied the state while the request was running.
    if (groups.length === 0 || isEmptied(state.get())) return;
    const isCurrent = ({ channel: { id, lastReadSeq } }: ChannelState) =>
      !unsure.has(id) && asked[id]?.channel.lastReadSeq === lastReadSeq;
    const isListed = (id: string) => groups.includes(groupOf(id));
    state.update((before) => receiveChannels(before, channels, isCurrent, asked, isListed));
  };
}

/** What the page knows of all channels. It is sent along with the request. */
export function describeKnown({ channels }: Pick<RealtimeState, "channels">): string {
  const marks = emptyMarks();
  for (const { channel, told } of Object.values(channels)) {
    markShared(marks, channel);
    if (channel.joined) markOwn(marks, { ...channel, rev: told, replies: repliesOf(channel) });
  }
  return writeMarks(marks);
}
