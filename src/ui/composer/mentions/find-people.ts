import type { Person } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { EVERYONE_NAME, HERE_NAME } from "@/lib/notification-text";
import { cutWords } from "@/lib/search-words";
import { firstOf } from "@/ui/first-of";
import { BEFORE_NAME } from "./typed-names";

/** What is between the `@` and the caret, if the user is typing a mention. */
export interface MentionQuery {
  words: string;
  /** The index of the `@` in the text. */
  start: number;
}

export type Choice =
  | {
      kind: "person";
      id: string;
      name: string;
      guest: boolean;
      here: boolean;
      ended: boolean;
      /** They cannot see the thread in which they would be mentioned. */
      blind: boolean;
    }
  | { kind: "everyone" }
  | { kind: "here" };

const WORD = String.raw`[\p{L}\p{M}\p{N}_.'’‘ʼ＇\-]{0,40}`;
const QUERY = new RegExp(
  String.raw`${BEFORE_NAME}[@＠](${WORD}(?:[ \u3000]{1,3}${WORD}){0,3})$`,
  "v",
);
const MAX_CHOICES = 8;
const GROUPS = [
  { kind: "everyone", name: EVERYONE_NAME },
  { kind: "here", name: HERE_NAME },
] as const;

/** The mention that is being typed before the caret, or null. */
export function readQuery(text: string, caret: number): MentionQuery | null {
  const found = QUERY.exec(text.slice(0, caret));
  return found ? { words: found[1] ?? "", start: found.index } : null;
}

interface Around {
  people: Person[];
  meId: string;
  /** The ids of the people in the channel; null while they are not known. */
  here: ReadonlySet<string> | null;
  /** The ids of those who cannot see the thread that is written in; null while that is not known. */
  hiddenFrom?: ReadonlySet<string> | null;
  everyone: boolean;
}

/**
 * The people that the words may mean: people in the channel first, then by name, and a guest after a member of the same
 * name. `@channel` and `@here` are offered if `everyone` is true.
 */
export function findPeople(
  words: string,
  { people, meId, here, hiddenFrom, everyone }: Around,
): Choice[] {
  // After a space another word of the name is wanted.
  const needle = foldText(words) + (/\S\s+$/.test(words) ? " " : "");
  if (/^\s/.test(words)) return [];
  const found = people.flatMap((person) => {
    const spellings = readSpellings(person);
    if (person.id === meId || !spellings.some((one) => beginsLike(one, needle))) return [];
    const { id, name, as, ended = false } = person;
    const isHere = here?.has(id) ?? true;
    const rank =
      (ended ? 4 : 0) + (isHere ? 0 : 2) + (spellings[0]?.text.startsWith(needle) ? 0 : 1);
    const blind = hiddenFrom?.has(id) ?? false;
    const guest = as === "guest";
    return {
      rank,
      choice: { kind: "person" as const, id, name, guest, here: isHere, ended, blind },
    };
  });
  const sorted = firstOf(
    found,
    MAX_CHOICES,
    ({ rank: a, choice: one }, { rank: b, choice: other }) =>
      a - b ||
      one.name.localeCompare(other.name) ||
      Number(one.guest) - Number(other.guest) ||
      (one.id < other.id ? -1 : 1),
  ).map(({ choice }) => choice);
  const all = everyone ? GROUPS.filter(({ name }) => name.startsWith(needle)) : [];
  const groups = all.map(({ kind }): Choice => ({ kind }));
  return needle === ""
    ? [...sorted.slice(0, MAX_CHOICES - groups.length), ...groups]
    : [...groups, ...sorted].slice(0, MAX_CHOICES);
}

interface Spelling {
  text: string;
  /** Where its words begin. */
  starts: number[];
}

const known = new WeakMap<Person, Spelling[]>();

/** A name as it is compared, and without its hyphens and apostrophes. It is cut once, not at every key. */
function readSpellings(person: Person): Spelling[] {
  const before = known.get(person);
  if (before) return before;
  const name = foldText(person.name);
  const spellings = [...new Set([name, withoutMarks(name)])].map((text) => ({
    text,
    starts: cutWords(text).map(({ start }) => start),
  }));
  known.set(person, spellings);
  return spellings;
}

/** Whether a name goes on like this from one of its words. */
function beginsLike({ text, starts }: Spelling, needle: string): boolean {
  return text.startsWith(needle) || starts.some((start) => text.startsWith(needle, start));
}

const withoutMarks = (name: string) => name.replace(/['-]/g, "");
