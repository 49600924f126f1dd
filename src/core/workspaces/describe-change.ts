import type { WorkspaceSettings } from "@/lib/api-types";
import type { AuditDraft } from "../access/record";
import type { Principal } from "../access/principal";

/** What has changed in a workspace: `from` and `to` are its names. */
export interface WorkspaceChange extends Partial<Omit<WorkspaceSettings, "name" | "icon">> {
  from?: string;
  to?: string;
  /** The id of the new icon; null if the icon was removed. */
  icon?: string | null;
}

/** The audit event of a change of the workspace; none if nothing changed. */
export function describeWorkspaceChange(
  { workspace, userId, name }: Principal,
  change: WorkspaceChange,
): AuditDraft[] {
  if (Object.keys(change).length === 0) return [];
  return [
    {
      workspaceId: workspace.id,
      actor: { id: userId, name },
      action: "workspace.changed",
      target: { type: "workspace", id: workspace.id, name: workspace.name },
      data: { ...change },
    },
  ];
}
