/** A name made of very many words must not make a search among its beginnings slow. */
const MAX_WORDS = 10;

/** Small letters without accents, word by word. */
export function toWords(text: string): string[] {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLocaleLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

/**
 * How well what was typed fits a name by the beginnings of its words: "hl" and "harb" both find
 * "harbour-line". Higher is better; null when it does not fit.
 */
export function matchWords(query: string, name: string): number | null {
  const words = toWords(name);
  let score = 0;
  for (const part of toWords(query)) {
    const fit = fitPart(part, words.slice(0, MAX_WORDS));
    if (fit === null) return null;
    score += fit;
  }
  return words.join(" ").startsWith(toWords(query).join(" ")) ? score + 1 : score;
}

/**
 * Takes as much as it can of each word; every further word it needs makes the fit looser. What is left of the part is
 * fitted to the same words once, however it was come by.
 */
function fitPart(part: string, words: string[]): number | null {
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
