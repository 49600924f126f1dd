"use client";

import { useCallback } from "react";
import type { Guest } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import { describeFailure, request } from "@/ui/request";

/** Lets a guest back in with everything they had. */
export function useRestore(onRestored: (guest: Guest) => void) {
  return useCallback(
    async (guest: Guest) => {
      try {
        const answer = await request<{ guest: Guest }>(
          "POST",
          `/api/admin/guest/${guest.id}/unlock`,
          {},
        );
        onRestored(answer.guest);
        toast.success(`${guest.name} is restored`, {
          description:
            answer.guest.status === "expired"
              ? "Their time is up, though. Extend it to let them in."
              : "They can come back in with everything they had.",
        });
      } catch (cause) {
        toast.error(`${guest.name} could not be restored`, { description: describeFailure(cause) });
      }
    },
    [onRestored],
  );
}
