"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False on the server and while its markup is taken over, true ever after. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
