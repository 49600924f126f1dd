import { describeFile } from "@/app/file-headers";
import { byFile } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { toStream } from "@/app/to-stream";
import { openFile } from "@/core/files/open-file";

export const GET = workspaceRoute({
  enter: byFile,
  may: "anyoneInside",
  act: async (principal, { request, params }) => {
    const file = await openFile(principal, params.id);
    const body = request.method === "HEAD" ? null : toStream(file.parts());
    return new Response(body, { headers: describeFile(file) });
  },
});
