import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { signOutEverybody } from "@/core/workspaces/sign-out";

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ success: true, ...(await signOutEverybody(principal)) });
});
