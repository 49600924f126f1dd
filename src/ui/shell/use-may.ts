"use client";

import type { Action } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import type { RealtimeState } from "@/ui/realtime/store/state";

/**
 * Whether the user may do something in the workspace. The server says so, and says it again when their role has changed.
 * This decides what is offered. What is allowed is decided by the server.
 */
export function useMay(action: Action): boolean {
  return useObservable(useRealtime().state, (now) => may(now, action));
}

/** As `useMay`, at one moment. */
export function may({ actions }: Pick<RealtimeState, "actions">, action: Action): boolean {
  return actions.includes(action);
}

/** Whether the user may begin direct conversations. For a guest this also depends on the workspace. */
export function useMayBeginDirects(): boolean {
  return useObservable(useRealtime().state, (now) => now.directs);
}

/** What the user is in this workspace. */
export function useRole(): RealtimeState["as"] {
  return useObservable(useRealtime().state, (now) => now.as);
}

/** Whether the user is a guest. Ask `useMay` for what they may do. */
export function useIsGuest(): boolean {
  return useRole() === "guest";
}
