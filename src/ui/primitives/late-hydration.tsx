"use client";

import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/**
 * As `late`, for what is in the page from the start: the server renders it, and its markup stays as it is until the
 * script is loaded. A script that does not load is tried again when the network is back.
 */
export function lateHydration<P extends object>(load: () => Promise<ComponentType<P>>) {
  const Part = lazy(async () => ({ default: await insist(load) }));

  return function LateHydration(props: P & { waiting?: ReactNode }) {
    return (
      <Suspense fallback={props.waiting}>
        <Part {...props} />
      </Suspense>
    );
  };
}

async function insist<T>(load: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((online) => window.addEventListener("online", online, { once: true }));
    }
  }
}
