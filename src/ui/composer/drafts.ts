"use client";

import { useSyncExternalStore } from "react";
import type { LocalMemory } from "@/ui/realtime/loading/local-memory";
import { useRealtime } from "@/ui/realtime/realtime-provider";

const listeners = new Set<() => void>();

/** `scope` is the id of a channel, or the ids of a channel and a thread in it. */
export function readDraft(memory: LocalMemory, scope: string): string | null {
  return memory.read(`draft:${scope}`);
}

/** Saves a draft, or deletes it if the text is null. */
export function writeDraft(memory: LocalMemory, scope: string, text: string | null): void {
  memory.write(`draft:${scope}`, text);
  for (const notify of listeners) notify();
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
