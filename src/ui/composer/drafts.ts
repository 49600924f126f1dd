"use client";

import { useCallback, useSyncExternalStore } from "react";
import type { LocalMemory } from "@/ui/realtime/loading/local-memory";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { Written } from "./mentions/places";

/** By the scope of the draft that they listen for. */
const listeners = new Map<string, Set<() => void>>();

/** `scope` is the id of a channel, or the ids of a channel and a thread in it. */
export function readDraft(memory: LocalMemory, scope: string): string | null {
  return memory.read(`draft:${scope}`);
}

/** A draft with the names that were chosen in it. */
export function readWritten(memory: LocalMemory, scope: string): Written {
  const text = readDraft(memory, scope) ?? "";
  const kept = memory.read(`names:${scope}`);
  if (text === "" || !kept) return { text, places: [] };
  // Another tab may have kept other words meanwhile.
  const { text: then, places } = JSON.parse(kept) as Written;
  return { text, places: then === text ? places : [] };
}

/** Saves a draft, or deletes it if there are no words. */
export function writeDraft(memory: LocalMemory, scope: string, { text, places }: Written): void {
  memory.write(`names:${scope}`, places.length > 0 ? JSON.stringify({ text, places }) : null);
  memory.write(`draft:${scope}`, text);
  for (const notify of listeners.get(scope) ?? []) notify();
}

/** Calls `notify` with the draft if another tab has sent or cleared it. */
export function watchRemoval(scope: string, notify: (draft: string) => void): () => void {
  const listen = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key?.endsWith(`:draft:${scope}`) && oldValue && newValue === null) notify(oldValue);
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

/** Whether the channel has an unsent draft, from this tab or another one. */
export function useHasDraft(channelId: string): boolean {
  const { memory } = useRealtime();
  const read = () => (readDraft(memory, channelId) ?? "").trim() !== "";
  const subscribe = useCallback((notify: () => void) => listen(channelId, notify), [channelId]);
  return useSyncExternalStore(subscribe, read, () => false);
}

function listen(scope: string, notify: () => void): () => void {
  const others = listeners.get(scope) ?? new Set();
  listeners.set(scope, others.add(notify));
  window.addEventListener("storage", notify);
  return () => {
    others.delete(notify);
    if (others.size === 0) listeners.delete(scope);
    window.removeEventListener("storage", notify);
  };
}
