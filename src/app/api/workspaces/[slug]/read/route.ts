import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { markAllRead } from "@/core/channels/change-membership";

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  act: async (principal) => {
    await markAllRead(principal);
    return { success: true };
  },
});
