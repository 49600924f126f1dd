"use client";

import { type ComponentType, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { createPiece } from "./piece";
import { toast } from "./toast";

interface LateProps {
  /** Stands here until the component does. */
  waiting?: ReactNode;
  /**
   * It could not be fetched: whoever asked for it stops asking, or the next time is none. Without this it comes
   * by itself when the network is back.
   */
  onMissing?: () => void;
}

export interface Late<P> {
  (props: P & LateProps): ReactNode;
  /** Begins to fetch it, as when one reaches for its button. */
  fetch: () => void;
}

/**
 * A component whose script is fetched when it is first shown. Where the script does not come, the page stays as
 * it is: React's own `lazy` would throw, and remember the failure for ever.
 */
export function late<P extends object>(load: () => Promise<ComponentType<P>>): Late<P> {
  const piece = createPiece(load);

  function LatePiece({ waiting = null, onMissing, ...props }: P & LateProps): ReactNode {
    const [Ready, setReady] = useState(piece.get);
    const missing = Ready === null;
    const giveUp = useEffectEvent((attempt: () => void, signal: AbortSignal) => {
      toast.info(NEEDS_CONNECTION, { id: NEEDS_CONNECTION });
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

const NEEDS_CONNECTION = "This needs a connection. Try again when you are back online.";
