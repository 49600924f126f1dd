import { json, readJson, requireSignedIn, route } from "@/app/answer";
import { directInput } from "@/app/inputs";
import { enterWorkspace } from "@/core/access/principal";
import { listClosedDirects } from "@/core/access/list-closed-directs";
import { openDirect } from "@/core/channels/open-direct";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  return json({ closed: await listClosedDirects(principal) });
});

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  const { userIds } = await readJson(request, directInput);
  const principal = await enterWorkspace(signedIn, params.slug);
  const { channel, created } = await openDirect(principal, userIds);
  return json({ channel }, created ? 201 : 200);
});
