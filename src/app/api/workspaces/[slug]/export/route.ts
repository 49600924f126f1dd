import { jsonLines } from "@/app/text-download";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { exportWorkspace } from "@/core/workspaces/export-workspace";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.export",
  act: async (principal) =>
    jsonLines(`${principal.workspace.slug}.jsonl`, await exportWorkspace(principal)),
});
