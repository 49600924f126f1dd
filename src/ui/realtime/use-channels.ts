"use client";

import { useEffect, useMemo } from "react";
import type { Channel, Message, Person } from "@/lib/api-types";
import type { ConnectionState } from "./connection/reconnect";
import type { OutgoingMessage } from "./sending/outbox";
import { useRealtime } from "./realtime-provider";
import { listChannels } from "./store/list-channels";
import { type ChannelState, shownMessages, type Typist } from "./store/state";
import { useObservable } from "./observable";

const NOBODY: readonly Typist[] = [];

export function useChannelState(id: string): ChannelState | null {
  return useObservable(useRealtime().state, (state) => state.channels[id] ?? null);
}

export function useChannel(id: string): Channel | null {
  return useObservable(useRealtime().state, (state) => state.channels[id]?.channel ?? null);
}

/** All channels by name, for the sidebar and the list of channels. */
export function useChannels(): readonly Channel[] {
  const { state } = useRealtime();
  return useObservable(state, () => listChannels(state));
}

/** The messages that are shown, and those that are still being sent. */
export function useMessages(id: string): {
  messages: readonly Message[];
  outgoing: readonly OutgoingMessage[];
} {
  const channel = useChannelState(id);
  const outbox = useObservable(useRealtime().outbox.messages, (all) => all);
  const messages = useMemo(() => (channel ? shownMessages(channel) : []), [channel]);
  const outgoing = useMemo(() => {
    const own = outbox.filter((one) => one.channelId === id);
    if (own.length === 0) return own;
    const there = new Set(messages.map((message) => message.clientId));
    return own.filter((one) => !there.has(one.clientId));
  }, [outbox, messages, id]);
  return { messages, outgoing };
}

export function usePerson(id: string): Person | null {
  return useObservable(useRealtime().state, (state) => state.people[id] ?? null);
}

/** The name of somebody whom the user may know, also of somebody who has left. Null until it is known. */
export function useName(id: string | null): string | null {
  const { state, askName } = useRealtime();
  const name = useObservable(state, ({ people, former }) =>
    id === null ? "" : (people[id]?.name ?? former[id] ?? null),
  );
  const isWhole = useIsWhole();
  useEffect(() => {
    if (id !== null && name === null && isWhole) void askName(id);
  }, [id, name, isWhole, askName]);
  return name;
}

/** Whether all channels and people are there. Until then, one that is missing may still come. */
export function useIsWhole(): boolean {
  return useObservable(useRealtime().state, (state) => state.isWhole);
}

export function useMe() {
  return useObservable(useRealtime().state, (state) => state.me);
}

export function useTypists(channelId: string): readonly Typist[] {
  return useObservable(useRealtime().state, (state) => state.typing[channelId] ?? NOBODY);
}

export function useConnection(): ConnectionState {
  return useObservable(useRealtime().connection.state, (state) => state);
}

/** Whether the user's access has ended while the page was open. */
export function useLocked(): boolean {
  return useObservable(useRealtime().locked, (locked) => locked);
}
