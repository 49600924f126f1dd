import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { workspaceSettingsInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { changeWorkspace, readSettings } from "@/core/workspaces/change-workspace";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ settings: await readSettings(principal) });
});

export const PATCH = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const wish = await readJson(request, workspaceSettingsInput);
  const principal = await enterWorkspace(signedIn, params.slug);
  return json({ settings: await changeWorkspace(principal, wish) });
});
