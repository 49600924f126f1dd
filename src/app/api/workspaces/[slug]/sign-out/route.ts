import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { signOutEverybody } from "@/core/workspaces/sign-out";

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.signOut",
  act: async (principal) => ({ success: true, ...(await signOutEverybody(principal)) }),
});
