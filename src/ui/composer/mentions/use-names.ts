"use client";

import { useMemo, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { MENTION, type NameOf, replaceMentions } from "@/lib/notification-text";

/** The names of the people whom the user may know. */
export function useNames(): NameOf {
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(() => (id) => people[id]?.name, [people]);
}

/** Replaces the mentions in a body with names, for plain text. */
export function useMentionsAsText(): (body: string) => string {
  const nameOf = useNames();
  return useMemo(() => (body) => replaceMentions(body, nameOf), [nameOf]);
}

/** What an edit of a body needs: names for its mentions, and ids to save them as tokens again. */
export function useMentionable(body: string) {
  const { state } = useRealtime();
  const [mentionable] = useState(() => {
    const { people, actions } = state.get();
    const known = Object.values(people).map((person) => [person.name, person.id] as const);
    const named = [...body.matchAll(MENTION)].flatMap(([, id]) => {
      const person = id === undefined ? undefined : people[id];
      return person ? [[person.name, person.id] as const] : [];
    });
    const nameOf: NameOf = (id) => people[id]?.name;
    return {
      nameOf,
      ids: new Map([...known, ...named]),
      everyone: actions.includes("message.mentionAll"),
    };
  });
  return mentionable;
}
