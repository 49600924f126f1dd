import { json, requireSignedIn, route } from "@/app/answer";
import { enterByChannel } from "@/core/access/principal";
import { removeSeat } from "@/core/channels/seats";

export const DELETE = route<{ id: string; userId: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  await removeSeat(principal, { channelId: params.id, userId: params.userId });
  return json({ success: true });
});
