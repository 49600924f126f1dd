import { foldText } from "@/lib/fold-text";

/** Letters of scripts that put no space between words. A name may stand right beside them. */
const UNSPACED = String.raw`[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]`;
const LETTER = String.raw`[[\p{L}\p{M}\p{N}_]--${UNSPACED}]`;
/** Before an `@` that begins a mention. After a letter it belongs to a mail address. */
export const BEFORE_NAME = String.raw`(?<!${LETTER}|[@＠<\x60])`;
const AT = new RegExp(String.raw`${BEFORE_NAME}[@＠](?=[^\s@＠])`, "gv");
const ENDS_WORD = new RegExp(String.raw`(?!${LETTER}|\p{M})|(?<=${UNSPACED})(?!\p{M})`, "vy");
const MAX_CHARS = 120;

/** Finds names that were typed in full. */
export interface NameFinder {
  /** Every name after an `@`, the longest one at each place. Null is found where it may be more than one person. */
  find(text: string): FoundName[];
}

export interface FoundName {
  /** The index of the `@`, and the one after the name. */
  start: number;
  end: number;
  token: string | null;
}

type Named = Iterable<readonly [name: string, token: string]>;

/**
 * @param named names and what is sent for them, also several with the same name
 * @param guests as `named`; a name of both is that of the first: nobody from outside is called in somebody's place
 */
export function createNameFinder(named: Named, guests: Named = []): NameFinder {
  let index: { byName: Map<string, string | null>; sorted: string[] } | undefined;

  /** Made when it is needed first: most texts name nobody, and thousands of names take long. */
  function readIndex() {
    if (index) return index;
    const byName = new Map([...readTokens(guests), ...readTokens(named)]);
    index = { byName, sorted: [...byName.keys()].sort() };
    return index;
  }

  function findAt(text: string, start: number): FoundName | null {
    const { byName, sorted } = readIndex();
    let found: FoundName | null = null;
    const limit = Math.min(text.length, start + MAX_CHARS);
    for (let end = start + 2; end <= limit; end++) {
      if (/\s/.test(text[end - 1] ?? "") || !endsWord(text, end)) continue;
      const folded = foldText(text.slice(start + 1, end));
      const token = byName.get(folded);
      if (token !== undefined) found = { start, end, token };
      else if (!hasPrefix(sorted, folded)) break;
    }
    return found;
  }

  return {
    find: (text) => [...text.matchAll(AT)].flatMap(({ index }) => findAt(text, index) ?? []),
  };
}

/** What is sent for each folded name; null where several have it. */
function readTokens(named: Named): Map<string, string | null> {
  const tokens = new Map<string, string | null>();
  for (const [name, token] of named) {
    const folded = foldText(name);
    const known = tokens.get(folded);
    tokens.set(folded, known === undefined || known === token ? token : null);
  }
  return tokens;
}

function endsWord(text: string, at: number): boolean {
  ENDS_WORD.lastIndex = at;
  return ENDS_WORD.test(text);
}

function hasPrefix(sorted: readonly string[], prefix: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < prefix) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.startsWith(prefix) ?? false;
}
