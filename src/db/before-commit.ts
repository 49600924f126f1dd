import { processWide } from "@/lib/process-wide";

type LastWork = () => Promise<unknown>;

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** What each open transaction does before it commits. The key is the transaction. */
    lastWork?: WeakMap<object, LastWork[]>;
  }
}

const lastWork = () => {
  const slot = processWide();
  slot.lastWork ??= new WeakMap();
  return slot.lastWork;
};

/** Runs the work of a transaction, and then what it has left to `beforeCommit`. Every transaction goes through here. */
export async function runToCommit<Tx extends object, T>(
  tx: Tx,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const last: LastWork[] = [];
  lastWork().set(tx, last);
  const result = await work(tx);
  for (const one of last) await one();
  return result;
}

export function isTransaction(on: object): boolean {
  return lastWork().has(on);
}

/**
 * Leaves something to the end of a transaction. It runs when everything else is done, so the locks that it takes come
 * after all others and are held only until the commit.
 */
export function beforeCommit(tx: object, work: LastWork): void {
  const last = lastWork().get(tx);
  if (!last) throw new Error("there is no such transaction");
  last.push(work);
}
