import { json, parseFor, readBody, requireSignedIn, route } from "@/app/answer";
import { changeGuestInput, removeGuestInput } from "@/app/inputs";
import { enterByGuest } from "@/core/access/principal";
import { changeGuest } from "@/core/guests/change-guest";
import { removeGuest } from "@/core/guests/remove-guest";

export const PATCH = route<{ guestId: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterByGuest(signedIn, params.guestId);
  const change = parseFor(principal, "guest.manage", body, changeGuestInput);
  return json({ guest: await changeGuest(principal, params.guestId, change) });
});

export const DELETE = route<{ guestId: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterByGuest(signedIn, params.guestId);
  const wish = parseFor(principal, "guest.manage", body, removeGuestInput);
  return json({ success: true, receipt: await removeGuest(principal, params.guestId, wish) });
});
