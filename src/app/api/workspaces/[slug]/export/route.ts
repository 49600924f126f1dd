import { create as contentDisposition } from "content-disposition";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { toStream } from "@/app/to-stream";
import { exportWorkspace } from "@/core/workspaces/export-workspace";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.export",
  act: async (principal) => {
    const lines = await exportWorkspace(principal);
    return new Response(toStream(encode(lines)), {
      headers: {
        "Content-Type": "application/jsonl; charset=utf-8",
        "Content-Disposition": contentDisposition(`${principal.workspace.slug}.jsonl`),
        "Cache-Control": "no-store",
      },
    });
  },
});

async function* encode(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}
