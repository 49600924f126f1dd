import type { WorkspaceSettings } from "@/lib/api-types";
import { request } from "@/ui/request";

/**
 * Changes settings of a workspace.
 * @returns all its settings, as they are saved now
 * @throws RequestFailed
 */
export async function saveSettings(
  slug: string,
  change: Partial<WorkspaceSettings>,
): Promise<WorkspaceSettings> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}`;
  const { settings } = await request<{ settings: WorkspaceSettings }>("PATCH", path, change);
  return settings;
}
