"use client";

import { useCallback, useRef } from "react";
import type { Guest } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import { describeFailure, request } from "@/ui/request";

/**
 * Restores a guest's access with everything they had. While a request is running, pressing the button or the key again
 * does nothing.
 */
export function useRestore(onRestored: (guest: Guest) => void) {
  const underWay = useRef(new Set<string>());
  return useCallback(
    async (guest: Guest) => {
      if (underWay.current.has(guest.id)) return;
      underWay.current.add(guest.id);
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
              ? "Their access has expired, though. Extend it to let them in."
              : "They can come back in with everything they had.",
        });
      } catch (cause) {
        toast.error(`${guest.name} could not be restored`, { description: describeFailure(cause) });
      } finally {
        underWay.current.delete(guest.id);
      }
    },
    [onRestored],
  );
}
