import { leaveInput } from "@/lib/inputs/workspace";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { leaveWorkspace } from "@/core/workspaces/leave-workspace";

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "anyoneInside",
  body: leaveInput,
  saysCommitted: true,
  act: async (principal) => ({ success: true, receipt: await leaveWorkspace(principal) }),
});
