/** A part of the script that is not loaded with the page. */
export interface Piece<T> {
  /** What it holds, once it is here. */
  get(): T | null;
  /** Fetches it once. A failure is forgotten: whoever wants it next tries anew. */
  fetch(): Promise<T>;
}

export function createPiece<T>(load: () => Promise<T>): Piece<T> {
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
