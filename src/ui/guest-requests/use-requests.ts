"use client";

import { useCallback, useEffect, useState } from "react";
import type { GuestRequest } from "@/lib/api-types";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { request } from "@/ui/request";
import { may } from "@/ui/shell/use-may";
import { useReload } from "@/ui/use-reload";

/** The requests for guests that wait for an admin, the oldest first, kept up to date by events. */
export function useOpenRequests() {
  const { state, workspace } = useRealtime();
  const [requests, setRequests] = useState<GuestRequest[]>([]);
  const ask = useCallback(async () => {
    // A request that is refused would go on record.
    if (!may(state.get(), "guest.manage")) return setRequests([]);
    const path = `/api/admin/guest-request?workspace=${encodeURIComponent(workspace.slug)}`;
    const found = await request<{ requests: GuestRequest[] }>("GET", path).catch(() => null);
    // Without an answer the list stays as it was. The next connection asks again.
    if (found) setRequests(found.requests.filter(isOpen).toReversed());
  }, [state, workspace.slug]);
  const { load, noteChange } = useReload(ask);
  const put = useCallback((one: GuestRequest) => {
    setRequests((before) => replace(before, one));
  }, []);
  const hear = useCallback(
    (news: AccessNews) => {
      if (news.type !== "guest-request:updated") return;
      noteChange();
      put(news.payload.request);
    },
    [noteChange, put],
  );
  useEffect(() => void load(), [load]);
  useAccessNews(hear, load);
  return { requests, put };
}

const isOpen = ({ status }: GuestRequest) => status === "open";

function replace(all: GuestRequest[], one: GuestRequest): GuestRequest[] {
  const others = all.filter(({ id }) => id !== one.id);
  return isOpen(one) ? [...others, one].sort((a, b) => (a.id < b.id ? -1 : 1)) : others;
}
