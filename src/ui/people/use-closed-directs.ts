"use client";

import { useEffect, useState } from "react";
import type { ClosedDirect } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

export interface Closed {
  /** For the line with their name. */
  note: string;
  sentence: string;
}

/** The texts for each reason. */
export const CLOSED: Record<ClosedDirect["why"], Closed> = {
  workspace: {
    note: "only in channels",
    sentence:
      "This workspace keeps conversations with guests in channels. Write where you both are.",
  },
  ended: { note: "access has ended", sentence: "Their access has ended." },
  closed: { note: "not reachable", sentence: "They cannot be written to directly." },
  channel: { note: "no channel shared", sentence: "You must both be in the same channel." },
};

/** The people whom the user may not write to directly, by id, with the reason. Always asks the server. */
export async function readClosedDirects(
  slug: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Closed>> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/direct`;
  const { closed } = await request<{ closed: ClosedDirect[] }>("GET", path, undefined, signal);
  return new Map(closed.map(({ userId, why }) => [userId, CLOSED[why]]));
}

/**
 * As `readClosedDirects`, for a list on the screen; null until it is known. It is requested again when somebody's access
 * changes, or after a lost connection.
 * @param wanted false: nobody asks yet
 */
export function useClosedDirects(wanted = true): ReadonlyMap<string, Closed> | null {
  const { workspace, watchAccess, connection } = useRealtime();
  const { slug } = workspace;
  const [closed, setClosed] = useState<ReadonlyMap<string, Closed> | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let asked = new AbortController();
    const ask = () => {
      asked.abort();
      asked = new AbortController();
      readClosedDirects(slug, asked.signal).then(
        setClosed,
        // Without an answer, what the page knows stays as it is. The server refuses what is not possible.
        () => undefined,
      );
    };
    ask();
    const forget = watchAccess(({ type }) => {
      if (type === "person:updated" || type === "person:left") ask();
    });
    const unwatch = connection.times.subscribe(ask);
    return () => {
      forget();
      unwatch();
      asked.abort();
    };
  }, [wanted, slug, watchAccess, connection]);
  return closed;
}
