import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { newWorkspaceInput } from "@/app/inputs";
import { createWorkspace } from "@/core/workspaces/create-workspace";
import { listWorkspaces } from "@/core/workspaces/list-workspaces";

export const GET = route(async ({ request }) => {
  const { userId } = await requireSignedIn(request);
  return json({ workspaces: await listWorkspaces(userId) });
});

export const POST = route(async ({ request }) => {
  const signedIn = await requireSignedIn(request);
  const wish = await readJson(request, newWorkspaceInput);
  return json(await createWorkspace(signedIn, wish), 201);
});
