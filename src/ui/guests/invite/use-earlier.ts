"use client";

import { useEffect, useState } from "react";
import type { EarlierMessages } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";
import type { ChosenChannel } from "./invite-draft";

/**
 * How many messages stand in the channels of which a guest would read everything. Undefined until that is known, null if
 * it could not be asked.
 */
export function useEarlier(chosen: ChosenChannel[]): EarlierMessages | null | undefined {
  const { slug } = useRealtime().workspace;
  const whole = chosen.flatMap(({ id, history }) => (history === "all" ? id : []));
  const ids = whole.sort().join(",");
  const [known, setKnown] = useState<{ ids: string; earlier: EarlierMessages | null }>();
  useEffect(() => {
    if (ids === "") return;
    const running = new AbortController();
    const query = new URLSearchParams({ workspace: slug, channelIds: ids });
    const path = `/api/admin/guest/earlier?${query}`;
    request<EarlierMessages>("GET", path, undefined, running.signal).then(
      (earlier) => setKnown({ ids, earlier }),
      () => running.signal.aborted || setKnown({ ids, earlier: null }),
    );
    return () => running.abort();
  }, [slug, ids]);
  return known?.ids === ids ? known.earlier : undefined;
}
