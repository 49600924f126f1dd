import { describeFile } from "@/app/file-headers";
import { byGuest } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { toStream } from "@/app/to-stream";
import { viewFile } from "@/core/guests/view-guest";

export const GET = workspaceRoute({
  enter: byGuest,
  params: ["fileId"],
  may: "guest.manage",
  act: async (principal, { request, params }) => {
    const file = await viewFile(principal, params.guestId, params.fileId);
    const body = request.method === "HEAD" ? null : toStream(file.parts());
    return new Response(body, { headers: describeFile(file) });
  },
});
