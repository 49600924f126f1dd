"use client";

import { type ComponentType, createElement, type ReactNode, useEffect, useState } from "react";
import { toast } from "./toast";

export interface Late<P> {
  (props: P & { waiting?: ReactNode }): ReactNode;
  /** Begins to fetch it, as when one reaches for its button. */
  fetch: () => void;
}

/**
 * A component whose script is fetched when it is first shown; until then `waiting` stands in its place. Where
 * the script does not come, the page stays as it is, and it is tried anew when the network is back and the next
 * time: React's own `lazy` would throw, and remember the failure for ever.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): Late<P> {
  let Ready: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;

  function fetch(): Promise<void> {
    loading ??= load().then(
      (component) => {
        Ready = component;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  }

  function LatePiece({ waiting = null, ...props }: P & { waiting?: ReactNode }): ReactNode {
    const [, setTries] = useState(0);
    useEffect(() => {
      if (Ready) return;
      const { signal, abort } = cancellation();
      const again = () => setTries((tries) => tries + 1);
      const attempt = () =>
        fetch().then(
          () => signal.aborted || again(),
          () => {
            if (signal.aborted) return;
            toast.error("This could not be loaded", { description: WHAT_TO_DO });
            window.addEventListener("online", attempt, { once: true, signal });
          },
        );
      void attempt();
      return abort;
    }, []);
    return Ready ? createElement(Ready, props as P) : waiting;
  }

  return Object.assign(LatePiece, { fetch: () => void fetch().catch(() => undefined) });
}

const WHAT_TO_DO = "It needs a connection. It comes by itself when you are online again.";

function cancellation() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
