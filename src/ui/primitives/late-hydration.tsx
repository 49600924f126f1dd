"use client";

import {
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
} from "react";

/** True in what the server renders and the browser leaves as it came, without making it live. */
export const AsItCame = createContext(false);

/** Where a part of the page waits for its script. */
export const WAITING = "[data-waiting]";

/**
 * As `late`, for what is in the page from the start: the server renders it, and its markup stays as it is until the
 * script is loaded. A script that does not load is tried again when the network is back.
 */
export function lateHydration<P extends object>(load: () => Promise<ComponentType<P>>) {
  const Part = lazy(async () => ({ default: await insist(load) }));

  return function LateHydration(props: P & { waiting?: ReactNode }) {
    const part = <Part {...props} />;
    // In a long page, React sends what is in a boundary later, by script, and what is below it moves.
    if (useContext(AsItCame)) return part;
    const waiting = (
      <>
        {props.waiting}
        <span hidden data-waiting />
      </>
    );
    return <Suspense fallback={waiting}>{part}</Suspense>;
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
