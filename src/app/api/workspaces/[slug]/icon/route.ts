import { json, requireSignedIn, route } from "@/app/answer";
import { readPicture } from "@/app/sent-picture";
import { enterWorkspace } from "@/core/access/principal";
import { countAgainst } from "@/core/limits";
import { dropIcon, setIcon } from "@/core/workspaces/change-icon";

export const PUT = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  await countAgainst("upload", signedIn.userId);
  const principal = await enterWorkspace(signedIn, params.slug);
  return json({ icon: await setIcon(principal, readPicture(request)) });
});

export const DELETE = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  await dropIcon(principal);
  return json({ success: true });
});
