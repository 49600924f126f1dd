"use client";

import { useCallback } from "react";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";

/** Marks everything in the workspace as read, on every device. */
export function useMarkAllRead(): () => Promise<void> {
  const { workspace } = useRealtime();
  return useCallback(async () => {
    try {
      await request("POST", `/api/workspaces/${encodeURIComponent(workspace.slug)}/read`, {});
      toast.success("Everything is marked as read");
    } catch (failure) {
      toast.error("Nothing was marked as read", { description: describeFailure(failure) });
    }
  }, [workspace.slug]);
}
