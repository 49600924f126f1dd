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

const NOBODY: ReadonlyMap<string, Closed> = new Map();

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
 * As `readClosedDirects`, for a list on the screen. It is requested again when somebody's access changes, or after a
 * lost connection.
 */
export function useClosedDirects(): ReadonlyMap<string, Closed> {
  const { workspace, watchAccess, connection } = useRealtime();
  const { slug } = workspace;
  const [closed, setClosed] = useState(NOBODY);
  useEffect(() => {
    let asked = new AbortController();
    const ask = () => {
      asked.abort();
      asked = new AbortController();
      readClosedDirects(slug, asked.signal).then(
        setClosed,
        // Without a response everybody is offered. If the choice is not possible, the server refuses it with a reason.
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
  }, [slug, watchAccess, connection]);
  return closed;
}
