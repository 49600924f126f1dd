"use client";

import { useMemo } from "react";
import { nameAddresses } from "@/lib/channel-address";
import {
  type ChannelOf,
  EVERYONE_NAME,
  HERE_NAME,
  type NameOf,
  replaceMentions,
} from "@/lib/notification-text";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { findChannelName } from "@/ui/sidebar/conversations";
import { EVERYONE, HERE, toToken } from "./mention-text";
import { createNameFinder, type NameFinder } from "./typed-names";

/** The names of the people whom the user may know, also of those who have left as far as they are known. */
export function useNames(): NameOf {
  const people = useObservable(useRealtime().state, (state) => state.people);
  const former = useObservable(useRealtime().state, (state) => state.former);
  return useMemo(() => (id) => people[id]?.name ?? former[id], [people, former]);
}

/**
 * What is shown for the address of a channel where nothing can be clicked.
 * @param unseen as for `nameAddresses`: null in a text that is sent again
 */
export function useChannelOf(unseen?: null): ChannelOf {
  const { state, workspace } = useRealtime();
  return useMemo(
    () => nameAddresses(workspace.slug, (id) => findChannelName(state.get(), id), unseen),
    [state, workspace.slug, unseen],
  );
}

/** Replaces the mentions and channels in a body with names, for plain text that is the user's alone. */
export function useBodyAsText(): (body: string) => string {
  const nameOf = useNames();
  const channelOf = useChannelOf();
  return useMemo(() => (body) => replaceMentions(body, nameOf, channelOf), [nameOf, channelOf]);
}

const GROUPS = [
  [EVERYONE_NAME, EVERYONE],
  [HERE_NAME, HERE],
] satisfies [name: string, token: string][];

/**
 * Finds the names of the people whom the user may know, where they are typed in full. A name that a member and a guest
 * have means the member.
 * @param everyone whether `@channel` and `@here` mention people
 */
export function useNameFinder(everyone: boolean): NameFinder {
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(() => {
    const named: [name: string, token: string][] = everyone ? [...GROUPS] : [];
    const guests: typeof named = [];
    for (const { id, name, as } of Object.values(people)) {
      (as === "guest" ? guests : named).push([name, toToken(id)]);
    }
    return createNameFinder(named, guests);
  }, [people, everyone]);
}
