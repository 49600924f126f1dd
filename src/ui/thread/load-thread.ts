import type { Message, Thread } from "@/lib/api-types";
import type { Observable } from "@/ui/realtime/observable";
import { mergeMessage } from "@/ui/realtime/store/merge-message";
import { type RealtimeState, replaceChannel } from "@/ui/realtime/store/state";
import { request } from "@/ui/request";

/** Loads all replies of a thread into its channel. `following` says whether the user follows the thread. */
export async function loadThread(
  state: Observable<RealtimeState>,
  messageId: string,
): Promise<{ following: boolean; parent: Message }> {
  let after = 0;
  for (;;) {
    const path = `/api/messages/${messageId}/thread?after=${after}`;
    const { parent, replies, hasMore, following } = await request<Thread>("GET", path);
    const messages = [parent, ...replies];
    state.update((before) =>
      replaceChannel(before, parent.channelId, (channel) => messages.reduce(mergeMessage, channel)),
    );
    after = replies.at(-1)?.seq ?? after;
    if (!hasMore) return { following, parent };
  }
}
