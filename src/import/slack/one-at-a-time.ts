import { processWide } from "@/lib/process-wide";
import { importUnderWay } from "./open-channel";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The workspaces that something is being imported into on this node. */
    imports?: Set<string>;
  }
}

/**
 * Runs an import unless this process runs one for the same workspace: told before anything is uploaded. What
 * other processes do is seen when both write in one channel.
 * @throws AppError CONFLICT
 */
export async function oneAtATime<T>(workspaceId: string, work: () => Promise<T>): Promise<T> {
  const slot = processWide();
  slot.imports ??= new Set();
  const { imports } = slot;
  if (imports.has(workspaceId)) throw importUnderWay();
  imports.add(workspaceId);
  try {
    return await work();
  } finally {
    imports.delete(workspaceId);
  }
}
