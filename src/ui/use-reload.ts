"use client";

import { useCallback, useRef } from "react";

/**
 * Requests a list that may change while it is shown. One request runs at a time. If something changed during a request,
 * it is sent again, because the response may lack the change.
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

  /** Says that something changed which a running request may lack. */
  const noteChange = useCallback(() => {
    again.current = true;
  }, []);

  return { load, noteChange };
}
