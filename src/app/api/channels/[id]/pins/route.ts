import { json, requireSignedIn, route } from "@/app/answer";
import { enterByChannel } from "@/core/access/principal";
import { listPins } from "@/core/messages/list-pins";

export const GET = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByChannel(await requireSignedIn(request), params.id);
  return json({ messages: await listPins(principal, params.id) });
});
