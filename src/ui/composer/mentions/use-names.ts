"use client";

import { useMemo } from "react";
import { EVERYONE_NAME, type NameOf, replaceMentions } from "@/lib/notification-text";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { EVERYONE, toToken } from "./mention-text";
import { createNameFinder, type NameFinder } from "./typed-names";

/** The names of the people whom the user may know, also of those who have left as far as they are known. */
export function useNames(): NameOf {
  const people = useObservable(useRealtime().state, (state) => state.people);
  const former = useObservable(useRealtime().state, (state) => state.former);
  return useMemo(() => (id) => people[id]?.name ?? former[id], [people, former]);
}

/** Replaces the mentions in a body with names, for plain text. */
export function useMentionsAsText(): (body: string) => string {
  const nameOf = useNames();
  return useMemo(() => (body) => replaceMentions(body, nameOf), [nameOf]);
}

/**
 * Finds the names of the people whom the user may know, where they are typed in full. A name that a member and a guest
 * have means the member.
 * @param everyone whether `@channel` mentions everyone
 */
export function useNameFinder(everyone: boolean): NameFinder {
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(() => {
    const named: [name: string, token: string][] = everyone ? [[EVERYONE_NAME, EVERYONE]] : [];
    const guests: typeof named = [];
    for (const { id, name, as } of Object.values(people)) {
      (as === "guest" ? guests : named).push([name, toToken(id)]);
    }
    return createNameFinder(named, guests);
  }, [people, everyone]);
}
