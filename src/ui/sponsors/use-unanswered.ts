"use client";

import { useCallback, useEffect, useState } from "react";
import type { Guest } from "@/lib/api-types";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { request } from "@/ui/request";
import { may } from "@/ui/shell/use-may";
import { useReload } from "@/ui/use-reload";

/** The guests who have access and for whom nobody answers, kept up to date by events. */
export function useUnanswered() {
  const { state, workspace } = useRealtime();
  const [guests, setGuests] = useState<Guest[]>([]);
  const ask = useCallback(async () => {
    // A request that is refused would go on record.
    if (!may(state.get(), "guest.manage")) return setGuests([]);
    const path = `/api/admin/guest/sponsor?workspace=${encodeURIComponent(workspace.slug)}`;
    const found = await request<{ guests: Guest[] }>("GET", path).catch(() => null);
    // Without an answer the list stays as it was. The next connection asks again.
    if (found) setGuests(found.guests);
  }, [state, workspace.slug]);
  const { load, noteChange } = useReload(ask);
  const put = useCallback((changed: Guest[]) => {
    setGuests((before) => changed.reduce(replace, before));
  }, []);
  const hear = useCallback(
    (news: AccessNews) => {
      if (news.type !== "guest:updated" && news.type !== "person:left") return;
      noteChange();
      if (news.type === "guest:updated") put([news.payload.guest]);
      else setGuests((before) => before.filter(({ userId }) => userId !== news.payload.userId));
    },
    [noteChange, put],
  );
  useEffect(() => void load(), [load]);
  useAccessNews(hear, load);
  return { guests, put };
}

function replace(all: Guest[], guest: Guest): Guest[] {
  const others = all.filter(({ id }) => id !== guest.id);
  const waits = guest.sponsor === null && guest.status === "active";
  return waits ? [...others, guest].sort((a, b) => a.name.localeCompare(b.name)) : others;
}
