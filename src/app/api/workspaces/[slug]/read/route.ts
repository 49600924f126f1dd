import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { markAllRead } from "@/core/channels/change-membership";

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  await markAllRead(principal);
  return json({ success: true });
});
