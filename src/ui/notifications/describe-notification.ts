import type { Channel } from "@/lib/api-types";
import { nameAddresses } from "@/lib/channel-address";
import { mentionsIn } from "@/lib/markdown/mentions";
import { describeMessage, type NotificationText } from "@/lib/notification-text";
import { findChannelName, nameChannel } from "@/ui/sidebar/conversations";
import { concerns } from "@/ui/realtime/store/unread-counts";
import type { LiveMessage } from "@/ui/realtime/connection/receive-events";
import type { RealtimeState } from "@/ui/realtime/store/state";

/** The text of a notification about a message. Null if the user does not want one. */
export function describeNotification(
  state: RealtimeState,
  news: LiveMessage,
  slug: string,
): NotificationText | null {
  const { message } = news;
  const channel = state.channels[message.channelId]?.channel;
  if (!channel?.joined || message.author.id === state.me.id) return null;
  if (message.seq <= channel.lastReadSeq || !isWanted(state, channel, news)) return null;
  const channelName = channel.kind === "direct" ? null : nameChannel(channel, state.me.id);
  const nameOf = (id: string) => state.people[id]?.name;
  const channelOf = nameAddresses(slug, (id) => findChannelName(state, id));
  return describeMessage(message, channelName, nameOf, channelOf);
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
