import { json, requireSignedIn, route } from "@/app/answer";
import { enterByChannel } from "@/core/access/principal";
import { removeChannelMember } from "@/core/channels/channel-members";

export const DELETE = route<{ id: string; userId: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  await removeChannelMember(principal, { channelId: params.id, userId: params.userId });
  return json({ success: true });
});
