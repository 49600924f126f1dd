import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "./process-wide";

declare module "./process-wide" {
  interface ProcessWide {
    /** Holds the id of the current request. */
    requestIds?: AsyncLocalStorage<string | undefined>;
  }
}

function ids(): AsyncLocalStorage<string | undefined> {
  const slot = processWide();
  slot.requestIds ??= new AsyncLocalStorage();
  return slot.requestIds;
}

/** Runs work. Every line that is logged in it, or in anything that it starts, has the id. */
export function withRequestId<T>(id: string, work: () => T): T {
  return ids().run(id, work);
}

/** Runs work that a request has started but that does not belong to the request any more. */
export function withoutRequestId<T>(work: () => T): T {
  return ids().run(undefined, work);
}

export function currentRequestId(): string | undefined {
  return ids().getStore();
}
