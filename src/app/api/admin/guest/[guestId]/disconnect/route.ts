import { json, parseFor, readBody, requireSignedIn, route } from "@/app/answer";
import { lockGuestInput } from "@/app/inputs";
import { enterByGuest } from "@/core/access/principal";
import { lockGuest } from "@/core/guests/lock-guest";

export const POST = route<{ guestId: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterByGuest(signedIn, params.guestId);
  const wish = parseFor(principal, "guest.manage", body, lockGuestInput);
  const { guest, receipt } = await lockGuest(principal, params.guestId, wish);
  return json({ success: true, guest, receipt });
});
