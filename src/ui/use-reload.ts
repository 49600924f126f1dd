"use client";

import { useCallback, useRef } from "react";

/**
 * Asks for a list that changes while it is looked at: one question at a time, and once more where something changed
 * while the answer was under way, as it may be missing in it.
 */
export function useReload(ask: () => Promise<void>) {
  const loading = useRef(false);
  const again = useRef(false);

  const load = useCallback(async () => {
    again.current = true;
    if (loading.current) return;
    loading.current = true;
    while (again.current) {
      again.current = false;
      await ask();
    }
    loading.current = false;
  }, [ask]);

  /** Something changed that an answer under way may not have in it. */
  const noteChange = useCallback(() => {
    again.current = true;
  }, []);

  return { load, noteChange };
}
