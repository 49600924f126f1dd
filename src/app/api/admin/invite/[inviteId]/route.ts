import { json, readQuery, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { workspaceQuery } from "@/app/inputs";
import { withdrawInvite } from "@/core/guests/withdraw-invite";

export const DELETE = route<{ inviteId: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { workspace } = readQuery(request, workspaceQuery);
  await withdrawInvite(await enterWorkspace(signedIn, workspace), params.inviteId);
  return json({ success: true });
});
