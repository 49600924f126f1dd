"use client";

import { useEffect, useState } from "react";
import type { ClosedDirect } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

const WORDS: Record<ClosedDirect["why"], string> = {
  workspace: "only in channels",
  ended: "access has ended",
  channel: "no channel shared",
};

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Whom one may not write to directly, by id, with the reason in a few words. */
export function useClosedDirects(): ReadonlyMap<string, string> {
  const { slug } = useRealtime().workspace;
  const [closed, setClosed] = useState(NOBODY);
  useEffect(() => {
    const leaving = new AbortController();
    const path = `/api/workspaces/${encodeURIComponent(slug)}/direct`;
    request<{ closed: ClosedDirect[] }>("GET", path, undefined, leaving.signal).then(
      (answer) => setClosed(new Map(answer.closed.map(({ userId, why }) => [userId, WORDS[why]]))),
      // Then everybody is offered, and whoever is chosen wrongly is refused with a sentence.
      () => undefined,
    );
    return () => leaving.abort();
  }, [slug]);
  return closed;
}
