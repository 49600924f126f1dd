import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "./process-wide";

declare module "./process-wide" {
  interface ProcessWide {
    /** The id of the request that is being worked for. */
    requestIds?: AsyncLocalStorage<string | undefined>;
  }
}

function ids(): AsyncLocalStorage<string | undefined> {
  const slot = processWide();
  slot.requestIds ??= new AsyncLocalStorage();
  return slot.requestIds;
}

/** Every line that is logged by `work`, and by whatever it starts, carries the id. */
export function withRequestId<T>(id: string, work: () => T): T {
  return ids().run(id, work);
}

/** For what a request has started and is not about it any more. */
export function withoutRequestId<T>(work: () => T): T {
  return ids().run(undefined, work);
}

export function currentRequestId(): string | undefined {
  return ids().getStore();
}
