import { workspaceSettingsInput } from "@/lib/inputs/workspace";
import { byWorkspace } from "@/app/routing/entrances";
import { workspaceRoute } from "@/app/routing/routes";
import { changeWorkspace, readSettings } from "@/core/workspaces/change-workspace";

export const GET = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.change",
  act: async (principal) => ({ settings: await readSettings(principal) }),
});

export const PATCH = workspaceRoute({
  enter: byWorkspace,
  may: "workspace.change",
  body: workspaceSettingsInput,
  act: async (principal, { body }) => ({ settings: await changeWorkspace(principal, body) }),
});
