import { isDay } from "./is-day";

/** Takes a search query apart, for the server that searches and for the page that shows what is meant. */

export const HAS = ["link", "file", "image", "reaction", "pin"] as const;
export type Has = (typeof HAS)[number];

export type FilterKey = "in" | "from" | "before" | "after" | "has";

/** A part of a query: a filter, a phrase in quotation marks, or what stands between two spaces. */
export interface QueryPart {
  /** Null for words. */
  key: FilterKey | null;
  value: string;
  /** Words in quotation marks are searched as they are, in their order. */
  isPhrase: boolean;
  /** `-` before it: what has it is left out. */
  isLeftOut: boolean;
}

/** Those of the keyboard, and those that other languages and other keyboards put in their place. */
const QUOTES = '"“”„‟«»「」『』〝〞〟＂';
/** A minus, and what is typed in its place: a fullwidth one, a dash that was corrected from it. */
const MINUS = "[-－−–]";
const PART = new RegExp(
  `${MINUS}?(?:(?:in|from)[:：])?[${QUOTES}][^${QUOTES}]*[${QUOTES}]?|\\S+`,
  "gi",
);
const LEFT_OUT = new RegExp(`^${MINUS}(?=[${QUOTES}\\p{L}\\p{M}\\p{N}])`, "u");
const FILTER = /^(in|from|before|after|has)[:：](.*)$/is;
const QUOTE = new RegExp(`[${QUOTES}]`, "g");
const PHRASE = new RegExp(`^[${QUOTES}].*[${QUOTES}]$`, "s");

export function splitQuery(query: string): QueryPart[] {
  return (query.match(PART) ?? []).map(readPart);
}

function readPart(whole: string): QueryPart {
  const isLeftOut = LEFT_OUT.test(whole);
  const text = isLeftOut ? whole.slice(1) : whole;
  const [, name, raw = ""] = FILTER.exec(text) ?? [];
  if (name === undefined) {
    return {
      key: null,
      value: text.replace(QUOTE, " ").trim(),
      isPhrase: PHRASE.test(text),
      isLeftOut,
    };
  }
  const key = name.toLowerCase() as FilterKey;
  const value = raw
    .replace(QUOTE, "")
    .trim()
    .replace(key === "in" ? /^[#＃]/ : key === "from" ? /^[@＠]/ : "", "");
  return { key, value, isPhrase: false, isLeftOut };
}

/** Whether a filter can use its value. One that cannot is searched for as words. */
export function isUsable({ key, value }: QueryPart): boolean {
  if (key === "has") return readHas(value) !== undefined;
  if (key === "before" || key === "after") return isDay(value);
  return value !== "";
}

/** What `has:` asks for; also in the plural. */
export function readHas(value: string): Has | undefined {
  const one = value.toLowerCase().replace(/s$/, "");
  return HAS.find((had) => had === one);
}
