import { json, requireSignedIn, route } from "@/app/answer";
import { enterByGuest } from "@/core/access/principal";
import { givePasswordLinkOfGuest } from "@/core/account/give-password-link";
import { countAgainst } from "@/core/limits";

export const POST = route<{ guestId: string }>(async ({ request, params }) => {
  const principal = await enterByGuest(await requireSignedIn(request), params.guestId);
  await countAgainst("invite", principal.userId);
  return json({ link: await givePasswordLinkOfGuest(principal, params.guestId) }, 201);
});
