import { describePicture } from "@/app/file-headers";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { openPicture } from "@/core/pictures/open-picture";

export const GET = workspaceRoute({
  enter: byWorkspace,
  params: ["id"],
  may: "anyoneInside",
  act: async (principal, { params }) => {
    const { type, bytes } = await openPicture(principal, params.id);
    return new Response(bytes, { headers: describePicture(type) });
  },
});
