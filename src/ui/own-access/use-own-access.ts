"use client";

import { useEffect, useState } from "react";
import type { OwnAccess } from "@/lib/api-types";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { RealtimeState } from "@/ui/realtime/store/state";
import { describeFailure, request } from "@/ui/request";

/** The guest's own access. It is asked for again when an event says that something of it has changed. */
export function useOwnAccess() {
  const { state, workspace } = useRealtime();
  const known = useObservable(state, toKey);
  const [access, setAccess] = useState<OwnAccess | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/access`;

  useEffect(() => {
    const ending = new AbortController();
    request<{ access: OwnAccess }>("GET", path, undefined, ending.signal)
      .then((answer) => {
        setAccess(answer.access);
        setFailure(null);
      })
      .catch((cause: unknown) => {
        if (!ending.signal.aborted) setFailure(describeFailure(cause));
      });
    return () => ending.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `known` and `attempt` only say when to ask again
  }, [path, known, attempt]);

  return { access, failure, retry: () => setAttempt((n) => n + 1) };
}

/** What the page knows of it by events: the end, the sponsor, and the channels by name. */
function toKey({ endsAt, me, people, channels }: RealtimeState): string {
  const names = Object.values(channels).map(({ channel }) => `${channel.id} ${channel.name}`);
  return JSON.stringify([endsAt, people[me.id]?.sponsor, names]);
}
