import { channelRoom, membersRoom } from "@/lib/rooms";
import type { Principal } from "@/core/access/principal";
import { forEveryone, readChannel } from "@/core/channels/channel-row";
import { realtime } from "@/core/realtime";
import type { ChannelOutcome } from "./import-channel";

/**
 * Publishes an imported channel to those who may see it, so that it appears without a reload. If it was there already,
 * the same event makes open pages load what they lack. Call it after the commit.
 */
export async function announceChannel(
  { workspace, userId }: Principal,
  { channelId, made, messages, added }: ChannelOutcome,
): Promise<void> {
  if (!made && messages === 0) return;
  const channel = await readChannel(channelId, userId);
  const audience = made ? [] : [channelRoom(channelId)];
  if (channel.visibility === "public") audience.push(membersRoom(workspace.id));
  if (audience.length > 0) {
    realtime().publish(audience, "channel:created", { channel: forEveryone(channel) });
  }
  await realtime().widen(added.map((one) => ({ workspaceId: workspace.id, userId: one })));
}
