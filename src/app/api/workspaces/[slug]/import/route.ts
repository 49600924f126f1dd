import { json, requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { countAgainst } from "@/core/limits";
import { importSlack } from "@/import/slack/import-slack";

export const POST = route<{ slug: string }>(async ({ request, params }) => {
  const signedIn = await requireSignedIn(request);
  await countAgainst("upload", signedIn.userId);
  const principal = await enterWorkspace(signedIn, params.slug);
  const length = request.headers.get("content-length");
  const counts = await importSlack(principal, {
    announcedSize: length === null ? null : Number(length),
    parts: (request.body ?? []) as unknown as AsyncIterable<Uint8Array>,
  });
  return json(counts);
});
