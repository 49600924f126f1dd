import { json, requireSignedIn, route } from "@/app/answer";
import { enterByMessage } from "@/core/access/principal";
import { pinMessage } from "@/core/messages/change-message";

export const PUT = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByMessage(await requireSignedIn(request), params.id);
  return json({ message: await pinMessage(principal, { messageId: params.id, pinned: true }) });
});

export const DELETE = route<{ id: string }>(async ({ request, params }) => {
  const principal = await enterByMessage(await requireSignedIn(request), params.id);
  return json({ message: await pinMessage(principal, { messageId: params.id, pinned: false }) });
});
