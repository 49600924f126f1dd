import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { parse } from "@/core/validation";
import { workspaceQuery } from "@/app/inputs";
import { withdrawInvite } from "@/core/guests/withdraw-invite";

export const DELETE = route<{ inviteId: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { workspace } = parse(
    workspaceQuery,
    Object.fromEntries(new URL(request.url).searchParams),
  );
  await withdrawInvite(await enterWorkspace(signedIn, workspace), params.inviteId);
  return json({ success: true });
});
