import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { givePasswordLinkOfMember } from "@/core/account/give-password-link";
import { countAgainst } from "@/core/limits";

export const POST = route<{ slug: string; memberId: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  await countAgainst("invite", principal.userId);
  return json({ link: await givePasswordLinkOfMember(principal, params.memberId) }, 201);
});
