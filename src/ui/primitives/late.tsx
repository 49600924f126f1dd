"use client";

import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { createLazyPart } from "./piece";
import { toast } from "./toast";

interface LateProps {
  /** Shown until the component is loaded. */
  waiting?: ReactNode;
  /**
   * Called if the component could not be loaded, so that the caller takes back its request and a later one tries again.
   * Without it, loading is tried again when the network is back.
   */
  onMissing?: () => void;
  /** The page does without it as well: nothing is said if it cannot be loaded. */
  quiet?: boolean;
}

export interface Late<P> {
  (props: P & LateProps): ReactNode;
  /** Starts loading, for example when the user reaches for its button. */
  fetch: () => void;
}

/**
 * A component whose script is loaded when it is first shown. If the script does not load, the page stays as it is.
 * React's own `lazy` would throw, and would never try again.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): Late<P> {
  const piece = createLazyPart(load);

  function LatePiece({ waiting = null, onMissing, quiet, ...props }: P & LateProps): ReactNode {
    const [Ready, setReady] = useState(piece.get);
    const missing = Ready === null;
    const giveUp = useEffectEvent((attempt: () => void, signal: AbortSignal) => {
      if (!quiet) toast.info(NEEDS_CONNECTION, { id: NEEDS_CONNECTION });
      if (onMissing) onMissing();
      else window.addEventListener("online", attempt, { once: true, signal });
    });
    useEffect(() => {
      if (!missing) return;
      const controller = new AbortController();
      const { signal } = controller;
      const attempt = () =>
        void piece.fetch().then(
          (component) => signal.aborted || setReady(() => component),
          () => signal.aborted || giveUp(attempt, signal),
        );
      attempt();
      return () => controller.abort();
    }, [missing]);
    return Ready ? <Ready {...(props as unknown as P)} /> : waiting;
  }

  return Object.assign(LatePiece, { fetch: () => void piece.fetch().catch(() => undefined) });
}

export const NEEDS_CONNECTION = "This needs a connection. Try again when you are back online.";
