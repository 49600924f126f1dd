import { markOwn, markShared, noMarks, repliesOf, writeMarks } from "@/lib/marks";
import type { RealtimeState } from "../store/state";

/** What is known of all channels, to be sent along when they are asked for. */
export function describeKnown({ channels }: Pick<RealtimeState, "channels">): string {
  const marks = noMarks();
  for (const { channel, told } of Object.values(channels)) {
    markShared(marks, channel);
    if (channel.joined) markOwn(marks, { ...channel, rev: told, replies: repliesOf(channel) });
  }
  return writeMarks(marks);
}
