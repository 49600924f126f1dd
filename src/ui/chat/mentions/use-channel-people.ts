"use client";

import { useCallback, useRef, useState } from "react";
import type { ChannelPerson } from "@/lib/api-types";
import { request } from "@/ui/request";

const FRESH = 60_000;

/** Who sits in a channel, asked for when it is needed; null until then. */
export function useChannelPeople(channelId: string) {
  const [people, setPeople] = useState<ChannelPerson[] | null>(null);
  const asked = useRef<{ at: number; answer: Promise<ChannelPerson[]> } | null>(null);

  const load = useCallback((): Promise<ChannelPerson[]> => {
    if (asked.current && Date.now() - asked.current.at < FRESH) return asked.current.answer;
    const answer = request<{ people: ChannelPerson[] }>("GET", `/api/channels/${channelId}/people`)
      .then((found) => {
        setPeople(found.people);
        return found.people;
      })
      .catch((failure: unknown) => {
        asked.current = null;
        throw failure;
      });
    asked.current = { at: Date.now(), answer };
    return answer;
  }, [channelId]);

  return { people, load };
}
