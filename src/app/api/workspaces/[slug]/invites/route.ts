import { json, parseFor, readBody, requireSignedIn, route } from "@/app/answer";
import { inviteMemberInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { inviteMember } from "@/core/guests/create-invite";
import { countAgainst } from "@/core/limits";

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const body = await readBody(request);
  const principal = await enterWorkspace(signedIn, params.slug);
  const { role } = parseFor(principal, "member.invite", body, inviteMemberInput);
  await countAgainst("invite", principal.userId);
  return json({ invite: await inviteMember(principal, role) }, 201);
});
