import { useSyncExternalStore } from "react";

/** A value that others can watch: the smallest store that React can read from. */
export interface Observable<T> {
  get(): T;
  set(next: T): void;
  update(change: (value: T) => T): void;
  /** Sets without telling, for what is put in while a component that needs it is rendered. */
  seed(next: T): void;
  subscribe(notify: () => void): () => void;
}

export function createObservable<T>(initial: T): Observable<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  const set = (next: T) => {
    if (Object.is(next, value)) return;
    value = next;
    for (const notify of watchers) notify();
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    seed: (next) => {
      value = next;
    },
    subscribe: (notify) => {
      watchers.add(notify);
      return () => watchers.delete(notify);
    },
  };
}

/** Renders again when what `select` picks is another thing; it must pick, not build. */
export function useObservable<T, S>(value: Observable<T>, select: (value: T) => S): S {
  const read = () => select(value.get());
  return useSyncExternalStore(value.subscribe, read, read);
}
