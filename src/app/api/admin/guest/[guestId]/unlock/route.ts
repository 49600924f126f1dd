import { json, requireSignedIn, route } from "@/app/answer";
import { enterByGuest } from "@/core/access/principal";
import { unlockGuest } from "@/core/guests/lock-guest";

export const POST = route<{ guestId: string }>(async ({ request, params }) => {
  const principal = await enterByGuest(await requireSignedIn(request), params.guestId);
  return json({ success: true, guest: await unlockGuest(principal, params.guestId) });
});
