"use client";

import { useCallback } from "react";
import type { Channel } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import { describeFailure, request } from "@/ui/request";

/** Leaves a channel; says whether that worked. */
export function useLeaveChannel({ id, name }: Channel): () => Promise<boolean> {
  return useCallback(async () => {
    try {
      await request("POST", `/api/channels/${id}/leave`, {});
      toast.success(`You left ${name}`);
      return true;
    } catch (failure) {
      toast.error("You could not leave", { description: describeFailure(failure) });
      return false;
    }
  }, [id, name]);
}
