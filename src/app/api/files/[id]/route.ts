import { describeFile } from "@/app/file-headers";
import { byFile } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { toStream } from "@/app/to-stream";
import { noteDownload } from "@/core/access/guest-traces";
import { openFile } from "@/core/files/open-file";

export const GET = workspaceRoute({
  enter: byFile,
  may: "anyoneInside",
  act: async (principal, { request, params }) => {
    const file = await openFile(principal, params.id);
    if (request.method === "HEAD") return new Response(null, { headers: describeFile(file) });
    noteDownload(principal, file.id);
    const body = toStream(file.parts());
    return new Response(body, { headers: describeFile(file) });
  },
});
