import { foldText } from "@/lib/fold-text";
import { cutWords } from "@/lib/search-words";

/** The most words of a name that are searched. A name of very many words would make the search slow. */
const MAX_WORDS = 20;

/** The words of a text, cut and folded as a search does it. */
function toWords(text: string): string[] {
  return cutWords(foldText(text)).map((word) => word.text);
}

const known = new WeakMap<object, { name: string; words: string[] }>();

/** The words of the name of a person or a channel. They are cut once: thousands take longer than a key may. */
export function wordsOf(named: object, name: string): string[] {
  const before = known.get(named);
  if (before?.name === name) return before.words;
  const words = toWords(name);
  known.set(named, { name, words });
  return words;
}

/** The words of what was typed: where scripts have no spaces, without the last letter, which the word before it has. */
function toParts(query: string): string[] {
  return cutWords(foldText(query)).flatMap((word) => (word.isTail ? [] : [word.text]));
}

/**
 * How well a query fits a name, by the beginnings of its words: "hl" and "harb" both find "harbour-line". Higher is
 * better; null if it does not fit.
 */
export function matchWords(query: string, name: string): number | null {
  return createMatcher(query)(toWords(name));
}

/** As `matchWords`, for a query that is fitted to many names. */
export function createMatcher(query: string): (words: string[]) => number | null {
  const parts = toParts(query);
  const begin = toWords(query).join(" ");
  return (words) => {
    let score = 0;
    for (const part of parts) {
      const fit = fitPart(part, words.slice(0, MAX_WORDS));
      if (fit === null) return null;
      score += fit;
    }
    return words.join(" ").startsWith(begin) ? score + 1 : score;
  };
}

/**
 * Fits a part of the query to the words, in order. Each word may take several letters, and each further word lowers the
 * score. The fit of the same rest to the same words is computed only once.
 */
function fitPart(part: string, words: string[]): number | null {
  if (!words.some((word) => word[0] === part[0])) return null;
  const known = new Map<string, number | null>();
  const fitRest = (start: number, from: number): number | null => {
    const key = `${start} ${from}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best: number | null = null;
    for (let at = from; at < words.length; at += 1) {
      const word = words[at] ?? "";
      for (let taken = sharedLength(part.slice(start), word); taken > 0; taken -= 1) {
        const isAll = start + taken === part.length;
        const rest = isAll ? 0 : fitRest(start + taken, at + 1);
        if (rest === null) continue;
        const score = rest - at - (isAll ? 0 : 10) + (taken === word.length ? 2 : 0);
        if (best === null || score > best) best = score;
      }
    }
    known.set(key, best);
    return best;
  };
  return fitRest(0, 0);
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
