import {
  type FilterKey,
  type Has,
  isUsable,
  type QueryPart,
  readHas,
  splitQuery,
} from "@/lib/search-query";
import { toTerm, type WordTerm } from "@/lib/search-words";
import { startOfDay } from "@/lib/start-of-day";

export interface Search {
  wanted: Wanted;
  /** What is left out: a message that has any of this. */
  leftOut: Wanted;
  /** `before` searches up to this time, `after` from it on. */
  before: Date | null;
  after: Date | null;
  /** Whether it has no words but signs, such as emoji: nothing is found by them. */
  isOfSigns: boolean;
}

export interface Wanted {
  terms: WordTerm[];
  /** Names of channels. Of several that are wanted, the last one counts. */
  in: string[];
  /** Parts of people's names; or `me`. Of several that are wanted, the last one counts. */
  from: string[];
  has: Set<Has>;
}

const MAX_PARTS = 20;

/**
 * Parses a search. A filter that is not valid is searched for as words.
 * @param zone the reader's time zone, whose days are meant
 */
export function parseSearch(query: string, zone = "UTC"): Search {
  const search: Search = {
    wanted: nothing(),
    leftOut: nothing(),
    before: null,
    after: null,
    isOfSigns: false,
  };
  for (const part of splitQuery(query).slice(0, MAX_PARTS)) {
    const { key } = part;
    if (key !== null && isUsable(part)) applyFilter(search, { ...part, key }, zone);
    else addWords(search, part);
  }
  return { ...search, isOfSigns: search.isOfSigns && search.wanted.terms.length === 0 };
}

const nothing = (): Wanted => ({ terms: [], in: [], from: [], has: new Set() });

type Filter = QueryPart & { key: FilterKey };

function applyFilter(search: Search, { key, value, isLeftOut }: Filter, zone: string): void {
  const list = isLeftOut ? search.leftOut : search.wanted;
  switch (key) {
    case "in":
    case "from":
      list[key] = isLeftOut ? [...list[key], value] : [value];
      return;
    case "has": {
      const had = readHas(value);
      if (had) list.has.add(had);
      return;
    }
    case "before":
    case "after":
      // What is not before a day is after its beginning.
      search[isLeftOut === (key === "before") ? "after" : "before"] = startOfDay(value, zone);
  }
}

function addWords(search: Search, { key, value, isPhrase, isLeftOut }: QueryPart): void {
  const term = toTerm(key === null ? value : `${key} ${value}`, isPhrase);
  if (term) (isLeftOut ? search.leftOut : search.wanted).terms.push(term);
  // A quotation mark or a minus may be the beginning of what is still being typed.
  else if (!isLeftOut && /[^\p{Pd}−]/u.test(value)) search.isOfSigns = true;
}
