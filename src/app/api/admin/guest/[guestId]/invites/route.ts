import { json, requireSignedIn, route } from "@/app/answer";
import { enterByGuest } from "@/core/access/principal";
import { listWaysBack } from "@/core/guests/list-ways-back";

export const GET = route<{ guestId: string }>(async ({ request, params }) => {
  const principal = await enterByGuest(await requireSignedIn(request), params.guestId);
  return json({ invites: await listWaysBack(principal, params.guestId) });
});
