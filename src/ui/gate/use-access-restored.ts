"use client";

import { useEffect, useState } from "react";
import type { WorkspaceEntry } from "@/lib/api-types";
import { RequestFailed, request } from "@/ui/request";

const ASK_EVERY_MS = 5_000;
const LEAVE_AFTER_MS = 1_500;

/**
 * Asks every few seconds whether the guest's access was restored. If it was, goes back to the workspace after a moment,
 * so that the user can read the message.
 */
export function useAccessRestored(slug: string): boolean {
  const [restored, setRestored] = useState(false);

  useEffect(() => {
    if (restored) {
      const leave = setTimeout(() => window.location.replace(`/w/${slug}`), LEAVE_AFTER_MS);
      return () => clearTimeout(leave);
    }
    const stop = new AbortController();
    const ask = setInterval(async () => {
      if (await isActive(slug, stop.signal)) setRestored(true);
    }, ASK_EVERY_MS);
    return () => {
      clearInterval(ask);
      stop.abort();
    };
  }, [slug, restored]);

  return restored;
}

/** An unreachable server changes nothing: the next request follows in five seconds. */
async function isActive(slug: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { workspaces } = await request<{ workspaces: WorkspaceEntry[] }>(
      "GET",
      "/api/workspaces",
      undefined,
      signal,
    );
    const entry = workspaces.find((workspace) => workspace.slug === slug);
    return entry !== undefined && (entry.guest?.status ?? "active") === "active";
  } catch (cause) {
    if (signal.aborted || cause instanceof RequestFailed) return false;
    throw cause;
  }
}
