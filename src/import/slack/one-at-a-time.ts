import { processWide } from "@/lib/process-wide";
import { importUnderWay } from "./open-channel";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The workspaces that have an import under way on this node. */
    imports?: Set<string>;
  }
}

/**
 * Runs an import unless this process already runs one for the same workspace. It is refused before anything is
 * uploaded. An import in another process is noticed when both write to one channel.
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
