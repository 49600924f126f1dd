"use client";

import { useEffect, useState } from "react";

const SETTLED_AFTER_MS = 1_000;

/** Whether the list has found its end. It reports that, but a list that never does must not stay covered. */
export function useSettled(initially: boolean) {
  const [settled, setSettled] = useState(initially);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return [settled, setSettled] as const;
}
