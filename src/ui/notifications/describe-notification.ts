import type { Channel } from "@/lib/api-types";
import { mentionsIn } from "@/lib/markdown/mentions";
import { describeMessage, type NotificationText } from "@/lib/notification-text";
import { nameChannel } from "@/ui/sidebar/conversations";
import { concerns } from "@/ui/realtime/store/unread-counts";
import type { LiveMessage } from "@/ui/realtime/connection/receive-events";
import type { RealtimeState } from "@/ui/realtime/store/state";

/** The text of a notification about a message. Null if the user does not want one. */
export function describeNotification(
  state: RealtimeState,
  news: LiveMessage,
): NotificationText | null {
  const { message } = news;
  const channel = state.channels[message.channelId]?.channel;
  if (!channel?.joined || message.author.id === state.me.id) return null;
  if (message.seq <= channel.lastReadSeq || !isWanted(state, channel, news)) return null;
  const channelName = channel.kind === "direct" ? null : nameChannel(channel, state.me.id);
  return describeMessage(message, channelName, (id) => state.people[id]?.name);
}

/** Muted channels notify only when they mention the user by name. The server uses the same rule for push messages. */
function isWanted(
  { me, notifyFor }: RealtimeState,
  channel: Channel,
  { message, mentions }: LiveMessage,
): boolean {
  if (notifyFor === "nothing") return false;
  if (channel.muted) {
    return mentions.includes(me.id) && mentionsIn(message.body).userIds.includes(me.id);
  }
  const direct = channel.kind === "direct";
  return notifyFor === "all" || direct || concerns(me.id, message, mentions);
}
