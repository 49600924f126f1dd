import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readUpload } from "@/app/routing/upload";
import { dropIcon, setIcon } from "@/core/workspaces/change-icon";

export const PUT = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.change",
  limit: "upload",
  act: async (principal, { request }) => ({ icon: await setIcon(principal, readUpload(request)) }),
});

export const DELETE = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.change",
  act: async (principal) => {
    await dropIcon(principal);
    return { success: true };
  },
});
