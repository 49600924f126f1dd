import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { readUpload } from "@/app/routing/upload";
import { importSlack } from "@/import/slack/import-slack";

export const POST = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.import",
  limit: "upload",
  act: (principal, { request }) => importSlack(principal, readUpload(request)),
});
