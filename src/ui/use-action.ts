"use client";

import { useRef, useState } from "react";
import { describeFailure, RequestFailed } from "./request";

/** Runs one action at a time and keeps its failure, for forms and buttons. */
export function useAction<A extends unknown[]>(work: (...args: A) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const running = useRef(false);

  async function run(...args: A): Promise<boolean> {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setFailure(null);
    try {
      await work(...args);
      return true;
    } catch (cause) {
      setFailure(
        cause instanceof RequestFailed
          ? cause
          : new RequestFailed(describeFailure(cause), "UNKNOWN"),
      );
      return false;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { run, busy, failure, forget: () => setFailure(null) };
}
