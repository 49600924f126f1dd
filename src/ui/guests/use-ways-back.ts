"use client";

import { useEffect, useState } from "react";
import type { WayBack } from "@/lib/api-types";
import { request } from "@/ui/request";

/**
 * The open invitations by which a guest could come back. Cutting, removing or narrowing the guest withdraws them,
 * unless the user chooses to keep them.
 */
export function useWaysBack(guestId: string) {
  const [invites, setInvites] = useState<WayBack[] | "unknown" | null>(null);
  const [keep, setKeep] = useState(false);

  useEffect(() => {
    const leaving = new AbortController();
    const path = `/api/admin/guest/${guestId}/invites`;
    request<{ invites: WayBack[] }>("GET", path, undefined, leaving.signal)
      .then((answer) => setInvites(answer.invites))
      .catch(() => !leaving.signal.aborted && setInvites("unknown"));
    return () => leaving.abort();
  }, [guestId]);

  return { invites, keep, setKeep };
}
