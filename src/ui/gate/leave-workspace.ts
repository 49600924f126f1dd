import { request } from "@/ui/request";
import { markLeaving } from "./sign-out";

/**
 * Takes the user out of a workspace, and leaves the page in full, so that nothing of it stays in memory.
 * @throws RequestFailed for the last owner
 */
export async function leaveWorkspace(slug: string): Promise<void> {
  markLeaving(true);
  try {
    await request("POST", `/api/workspaces/${encodeURIComponent(slug)}/leave`, {});
  } catch (failure) {
    markLeaving(false);
    throw failure;
  }
  window.location.replace("/");
}
