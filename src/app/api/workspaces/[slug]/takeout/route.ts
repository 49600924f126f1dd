import { create as contentDisposition } from "content-disposition";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { toStream } from "@/app/to-stream";
import { takeOut } from "@/core/takeout/take-out";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "ownAccess.takeOut",
  limit: "takeout",
  act: async (principal) => {
    const bytes = await takeOut(principal);
    return new Response(toStream(bytes), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": contentDisposition(`${principal.workspace.slug}-my-messages.zip`),
        "Cache-Control": "no-store, no-transform",
        "X-Content-Type-Options": "nosniff",
      },
    });
  },
});
