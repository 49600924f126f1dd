import { requireSignedIn, route } from "@/app/answer";
import { describePicture } from "@/app/file-headers";
import { enterWorkspace } from "@/core/access/principal";
import { openPicture } from "@/core/pictures/open-picture";

export const GET = route<{ slug: string; id: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const { type, bytes } = await openPicture(principal, params.id);
  return new Response(bytes, { headers: describePicture(type) });
});
