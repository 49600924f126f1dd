import type { ImportLeft } from "@/lib/api-types";

/** How many different places are named for each kind. What is beyond is counted together. */
const MAX_PLACES = 100;
const LONGEST_PLACE = 200;

/** What an import cannot bring in, counted by kind and place, so that the answer can name it. */
export class LeftOut {
  readonly #counts = new Map<ImportLeft["what"], Map<string, number>>();

  add(what: ImportLeft["what"], place: string, count = 1): void {
    if (count <= 0) return;
    const places = this.#counts.get(what) ?? new Map<string, number>();
    this.#counts.set(what, places);
    const named = place.slice(0, LONGEST_PLACE).toWellFormed();
    const where = places.has(named) || places.size < MAX_PLACES ? named : "";
    places.set(where, (places.get(where) ?? 0) + count);
  }

  list(): ImportLeft[] {
    return [...this.#counts].flatMap(([what, places]) =>
      [...places].map(([where, count]) => ({ what, where, count })),
    );
  }
}
