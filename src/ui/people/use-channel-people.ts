"use client";

import { useCallback, useRef, useState } from "react";
import type { Channel, ChannelPerson } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { describeFailure, request } from "@/ui/request";

interface Answer {
  people: ChannelPerson[];
}

export type ChannelPeople = ReturnType<typeof useChannelPeople>;

/**
 * The people in a channel. The list is requested on demand, and again when members or guests join or leave, or after a
 * lost connection. `load` then becomes another function, so that effects which depend on it call it again.
 */
export function useChannelPeople({ id, memberCount, guestCount }: Channel) {
  const { connection, meet } = useRealtime();
  const times = useObservable(connection.times, (count) => count);
  const [people, setPeople] = useState<ChannelPerson[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const asked = useRef<{ key: string; answer: Promise<ChannelPerson[]> } | null>(null);
  const path = `/api/channels/${id}/people`;
  const key = `${id} ${memberCount} ${guestCount} ${times}`;

  const load = useCallback((): Promise<ChannelPerson[]> => {
    if (asked.current?.key === key) return asked.current.answer;
    const answer = request<Answer>("GET", path).then((found) => found.people);
    const mine = { key, answer };
    asked.current = mine;
    answer.then(
      (found) => {
        if (asked.current !== mine) return;
        setPeople(found);
        setFailure(null);
        // A guest who was admitted after the page was loaded can now be mentioned too.
        for (const person of found) meet(person);
      },
      (cause: unknown) => {
        if (asked.current !== mine) return;
        asked.current = null;
        setFailure(describeFailure(cause));
      },
    );
    return answer;
  }, [path, key, meet]);

  const add = useCallback(
    async (userId: string) => {
      const answer = await request<Answer>("POST", path, { userId });
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
