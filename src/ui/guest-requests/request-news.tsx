"use client";

import { useCallback } from "react";
import type { GuestRequest } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { useMe } from "@/ui/realtime/use-channels";

const nothing = () => undefined;

/** Says how an admin has decided about the user's own request, on whatever page they are. */
export function RequestNews() {
  const me = useMe();
  const hear = useCallback(
    (news: AccessNews) => {
      if (news.type !== "guest-request:updated") return;
      const { request } = news.payload;
      if (request.askedBy.id === me.id && request.status !== "open") say(request);
    },
    [me.id],
  );
  useAccessNews(hear, nothing);
  return null;
}

function say({ id, status, email, decidedBy, declineReason }: GuestRequest): void {
  const who = decidedBy?.name ?? "An admin";
  if (status === "approved") {
    toast.success(`${who} has approved your guest`, {
      id,
      description: `${email} is invited, and you are their sponsor.`,
    });
    return;
  }
  toast.info(`${who} has declined your guest`, {
    id,
    description: declineReason ? `${email}: “${declineReason}”` : email,
  });
}
