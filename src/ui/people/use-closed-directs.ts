"use client";

import { useEffect, useState } from "react";
import type { ClosedDirect } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { request } from "@/ui/request";

export interface Closed {
  /** For the line of their name. */
  note: string;
  sentence: string;
}

/** By the reason why. */
export const CLOSED: Record<ClosedDirect["why"], Closed> = {
  workspace: {
    note: "only in channels",
    sentence:
      "This workspace keeps conversations with guests in channels. Write where you both are.",
  },
  ended: { note: "access has ended", sentence: "Their access has ended." },
  closed: { note: "not reachable", sentence: "They cannot be written to directly." },
  channel: { note: "no channel shared", sentence: "It takes a channel that you share." },
};

const NOBODY: ReadonlyMap<string, Closed> = new Map();

/** Whom one may not write to directly, by id, with the reason, as it is now. */
export async function readClosedDirects(
  slug: string,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Closed>> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/direct`;
  const { closed } = await request<{ closed: ClosedDirect[] }>("GET", path, undefined, signal);
  return new Map(closed.map(({ userId, why }) => [userId, CLOSED[why]]));
}

/** The same for a list that shows it, asked for anew when somebody comes to stand otherwise, or may have. */
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
        // Then everybody is offered, and whoever is chosen wrongly is refused with a sentence.
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
