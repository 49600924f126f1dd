import { isDay } from "@/lib/is-day";

export interface Search {
  words: string[];
  /** The name of a channel, in lower case, without `#`. */
  in: string | null;
  /** A part of a person's name, in lower case; or `me`. */
  from: string | null;
  /** ISO times at the beginning of a day: `before` searches up to it, `after` from it on. */
  before: string | null;
  after: string | null;
  has: Set<Had>;
}

/** What `has:` can ask for. */
const HAD = ["link", "file", "image", "reaction", "pin"] as const;
type Had = (typeof HAD)[number];

const FILTER = /^(in|from|before|after|has):(.+)$/i;

/** Parses a search. A filter that is not valid is searched for as words. */
export function parseSearch(query: string): Search {
  const search: Search = {
    words: [],
    in: null,
    from: null,
    before: null,
    after: null,
    has: new Set(),
  };
  const terms = query.match(/(?:in|from):"[^"]+"|\S+/gi) ?? [];
  for (const term of terms.slice(0, 20)) {
    const [, name = "", raw = ""] = FILTER.exec(term) ?? [];
    if (!applyFilter(search, name.toLowerCase(), raw.replaceAll('"', "").toLowerCase())) {
      search.words.push(...(term.match(/[\p{L}\p{N}_]+/gu) ?? []));
    }
  }
  return search;
}

function applyFilter(search: Search, name: string, value: string): boolean {
  if (name === "in") search.in = value.replace(/^#/, "");
  else if (name === "from") search.from = value.replace(/^@/, "");
  else if (name === "has") return applyHas(search, value);
  else if ((name === "before" || name === "after") && isDay(value))
    search[name] = `${value}T00:00:00Z`;
  else return false;
  return true;
}

function applyHas(search: Search, value: string): boolean {
  const had = HAD.find((one) => one === value.replace(/s$/, ""));
  if (had) search.has.add(had);
  return had !== undefined;
}
