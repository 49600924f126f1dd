"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { useMe } from "@/ui/realtime/use-channels";

const nothing = () => undefined;

/**
 * Says what has become of the user's own requests and invitations, on whatever page they are. The words are loaded when
 * there is something to say. If they cannot be, the pages that list it show it all the same.
 */
export function News() {
  const { watchInvites, workspace } = useRealtime();
  const router = useRouter();
  const meId = useMe().id;
  useEffect(
    () =>
      watchInvites((news) => {
        void import("@/ui/guests/invite-news").then(
          ({ sayInviteNews }) => sayInviteNews(news, workspace.slug, router.push),
          nothing,
        );
      }),
    [watchInvites, workspace.slug, router],
  );
  const hear = useCallback(
    (news: AccessNews) => {
      if (news.type !== "guest-request:updated" || news.payload.request.askedBy.id !== meId) return;
      void import("@/ui/guest-requests/request-news").then(
        ({ sayRequestNews }) => sayRequestNews(news.payload.request),
        nothing,
      );
    },
    [meId],
  );
  useAccessNews(hear, nothing);
  return null;
}
