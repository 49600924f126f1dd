import { json, requireSignedIn, route } from "@/app/answer";
import { enterByChannel } from "@/core/access/principal";
import { joinChannel } from "@/core/channels/join-channel";

export const POST = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  return json({ channel: await joinChannel(principal, params.id) });
});
