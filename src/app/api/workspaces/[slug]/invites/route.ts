import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { inviteMemberInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { inviteMember } from "@/core/guests/create-invite";
import { countAgainst } from "@/core/limits";

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { role } = await readJson(request, inviteMemberInput);
  const principal = await enterWorkspace(signedIn, params.slug);
  await countAgainst("invite", principal.userId);
  return json({ invite: await inviteMember(principal, role) }, 201);
});
