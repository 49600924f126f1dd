import { Readable } from "node:stream";
import { requireSignedIn, route } from "@/app/answer";
import { enterWorkspace } from "@/core/access/principal";
import { exportWorkspace } from "@/core/workspaces/export-workspace";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const lines = await exportWorkspace(principal);
  return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": `attachment; filename="${principal.workspace.slug}.jsonl"`,
      "Cache-Control": "no-store",
    },
  });
});
