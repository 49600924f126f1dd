import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { changeMemberInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { changeMemberRole, removeMember } from "@/core/workspaces/change-member";

type Params = { slug: string; memberId: string };

export const PATCH = route<Params>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { role } = await readJson(request, changeMemberInput);
  const principal = await enterWorkspace(signedIn, params.slug);
  return json({ success: true, receipt: await changeMemberRole(principal, params.memberId, role) });
});

export const DELETE = route<Params>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ success: true, receipt: await removeMember(principal, params.memberId) });
});
