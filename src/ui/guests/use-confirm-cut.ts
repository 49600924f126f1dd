"use client";

import { useCallback } from "react";
import type { Guest, Receipt } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import { describeFailure, request } from "@/ui/request";

/**
 * Cuts a locked guest once more, to get a receipt that every node has confirmed. The end of their access, the reason
 * and their invitations stay unchanged.
 */
export function useConfirmCut(onCut: (guest: Guest) => void) {
  return useCallback(
    async (guest: Guest) => {
      try {
        const answer = await request<{ guest: Guest; receipt: Receipt }>(
          "POST",
          `/api/admin/guest/${guest.id}/disconnect`,
          { keepInvites: true },
        );
        onCut(answer.guest);
        if (!answer.receipt.confirmed) toast.warning("Still not every node has answered");
      } catch (cause) {
        toast.error("It could not be confirmed", { description: describeFailure(cause) });
      }
    },
    [onCut],
  );
}
