"use client";

import { CloudOff, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import type { ConnectionState } from "@/ui/realtime/connection/reconnect";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useConnection } from "@/ui/realtime/use-channels";

/** In milliseconds. If the connection comes back within this time, nothing is shown. */
const SHOW_AFTER_MS = 1_200;

/** A line while there is no connection: what is wrong, and when it is tried again. */
export function ConnectionLine() {
  const { connection } = useRealtime();
  const state = useConnection();
  const shown = useLasting(state.status !== "connected");
  return (
    <div
      role="status"
      className="pointer-events-none absolute inset-x-0 top-header z-20 flex justify-center"
    >
      {shown && (
        <div className="pointer-events-auto flex min-h-8 w-full items-center justify-center gap-2 border-b bg-panel px-4 py-1 text-ink-soft text-meta">
          {state.status === "connecting" ? (
            <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin" />
          ) : (
            <CloudOff aria-hidden className="size-3.5 shrink-0" />
          )}
          <span>{describe(state)}</span>
          {state.retryAt !== null && (
            <button
              type="button"
              onClick={connection.hurry}
              className="touch-target relative shrink-0 font-medium text-accent-ink underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
            >
              Try now
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function describe({ status, retryAt, why }: ConnectionState): string {
  if (status === "not allowed") return why ?? "";
  const doing = retryAt === null ? "Connecting again…" : "Trying again in a moment.";
  if (status === "connecting") return "Connecting…";
  const what = status === "offline" ? "You are offline." : (why ?? "Gatehouse cannot be reached.");
  return `${what} What you write is kept and sent later. ${doing}`;
}

function useLasting(holds: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLasting(holds), holds ? SHOW_AFTER_MS : 0);
    return () => clearTimeout(timer);
  }, [holds]);
  return holds && lasting;
}
