"use client";

import { useSyncExternalStore } from "react";
import type { LocalMemory } from "@/ui/realtime/loading/local-memory";
import { useRealtime } from "@/ui/realtime/realtime-provider";

const listeners = new Set<() => void>();

/** `place` is the id of a channel, or the ids of a channel and a thread in it. */
export function readDraft(memory: LocalMemory, place: string): string | null {
  return memory.read(`draft:${place}`);
}

/** Saves a draft, or deletes it if the text is null. */
export function writeDraft(memory: LocalMemory, place: string, text: string | null): void {
  memory.write(`draft:${place}`, text);
  for (const notify of listeners) notify();
}

/** Calls `notify` with the draft if another tab has sent or cleared it. */
export function watchRemoval(place: string, notify: (draft: string) => void): () => void {
  const listen = ({ key, oldValue, newValue }: StorageEvent) => {
    if (key?.endsWith(`:draft:${place}`) && oldValue && newValue === null) notify(oldValue);
  };
  window.addEventListener("storage", listen);
  return () => window.removeEventListener("storage", listen);
}

/** Whether the channel has an unsent draft, from this tab or another one. */
export function useHasDraft(channelId: string): boolean {
  const { memory } = useRealtime();
  const read = () => (readDraft(memory, channelId) ?? "").trim() !== "";
  return useSyncExternalStore(subscribe, read, () => false);
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  window.addEventListener("storage", notify);
  return () => {
    listeners.delete(notify);
    window.removeEventListener("storage", notify);
  };
}
