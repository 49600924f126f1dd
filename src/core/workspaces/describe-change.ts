import type { AuditDraft } from "../access/record";
import type { Principal } from "../access/principal";

/** What of a workspace is other than it was: `from` and `to` are its names. */
export interface WorkspaceChange {
  from?: string;
  to?: string;
  guestDirect?: boolean;
  /** The id of the new icon; null where it was taken away. */
  icon?: string | null;
}

/** A change of the workspace for the record; none where everything stayed as it was. */
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
