import { json, requireSignedIn, route } from "@/app/answer";
import { enterByGuest } from "@/core/access/principal";
import { signOutGuest } from "@/core/workspaces/sign-out";

export const POST = route<{ guestId: string }>(async ({ request, params }) => {
  const principal = await enterByGuest(await requireSignedIn(request), params.guestId);
  return json({ success: true, ...(await signOutGuest(principal, params.guestId)) });
});
