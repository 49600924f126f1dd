"use client";

import { useCallback, useEffect, useState } from "react";
import type { Channel, ChannelPerson } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

interface People {
  people: ChannelPerson[];
}

/** Who is in a channel, asked for when it is opened and whenever guests come or go. */
export function useChannelPeople({ id, guestCount }: Channel) {
  const [people, setPeople] = useState<ChannelPerson[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `/api/channels/${id}/people`;

  const load = useCallback(
    async (signal?: AbortSignal) => {
      try {
        const answer = await request<People>("GET", path, undefined, signal);
        setPeople(answer.people);
        setFailure(null);
      } catch (cause) {
        if (!signal?.aborted) setFailure(describeFailure(cause));
      }
    },
    [path],
  );

  useEffect(() => {
    const ending = new AbortController();
    void load(ending.signal);
    return () => ending.abort();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a guest who comes or goes changes the answer
  }, [load, guestCount]);

  const add = useCallback(
    async (userId: string) => {
      const answer = await request<People>("POST", path, { userId });
      setPeople(answer.people);
    },
    [path],
  );

  const remove = useCallback(
    async (userId: string) => {
      await request("DELETE", `${path}/${userId}`);
      setPeople((before) => before && before.filter((one) => one.id !== userId));
    },
    [path],
  );

  return { people, failure, load, add, remove };
}
