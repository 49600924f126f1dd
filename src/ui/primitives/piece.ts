/** A part of the script that is loaded later than the page. */
export interface Piece<T> {
  /** The loaded part, or null. */
  get(): T | null;
  /** Loads it once. After a failure the next call tries again. */
  fetch(): Promise<T>;
}

/** Makes a part that `load` imports. */
export function createLazyPart<T>(load: () => Promise<T>): Piece<T> {
  let here: T | null = null;
  let coming: Promise<T> | null = null;

  async function fetch(): Promise<T> {
    try {
      here = await load();
      return here;
    } finally {
      coming = null;
    }
  }

  return {
    get: () => here,
    fetch() {
      coming ??= fetch();
      return coming;
    },
  };
}
