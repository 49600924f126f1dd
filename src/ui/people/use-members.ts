"use client";

import { useMemo } from "react";
import type { Person } from "@/lib/api-types";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** The members of the workspace, without its guests, by name. */
export function useMembers(): Person[] {
  const people = useObservable(useRealtime().state, (now) => now.people);
  return useMemo(
    () =>
      Object.values(people)
        .filter((person) => person.as !== "guest")
        .sort((a, b) => a.name.localeCompare(b.name)),
    [people],
  );
}
