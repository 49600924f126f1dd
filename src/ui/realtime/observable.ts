import { useSyncExternalStore } from "react";

/** A value that others can watch: the smallest store that React can read from. */
export interface Observable<T> {
  get(): T;
  set(next: T): void;
  update(change: (value: T) => T): void;
  /** Sets the value without notifying, for data that is put in while a component that needs it renders. */
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

/** Renders again when `select` returns another value. It must pick a value, not build a new object on each call. */
export function useObservable<T, S>(value: Observable<T>, select: (value: T) => S): S {
  const read = () => select(value.get());
  return useSyncExternalStore(value.subscribe, read, read);
}
