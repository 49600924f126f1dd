import { requireSignedIn, route } from "@/app/answer";
import { toStream } from "@/app/to-stream";
import { enterWorkspace } from "@/core/access/principal";
import { exportWorkspace } from "@/core/workspaces/export-workspace";

export const GET = route<{ slug: string }>(async ({ request, params }) => {
  const principal = await enterWorkspace(await requireSignedIn(request), params.slug);
  const lines = await exportWorkspace(principal);
  return new Response(toStream(encode(lines)), {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": `attachment; filename="${principal.workspace.slug}.jsonl"`,
      "Cache-Control": "no-store",
    },
  });
});

async function* encode(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}
