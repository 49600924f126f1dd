import type { Person } from "@/lib/api-types";

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
  | { kind: "everyone" };

const QUERY = /(?<![\p{L}\p{N}_@`])@([\p{L}\p{N}_.'’-]{0,40}(?: [\p{L}\p{N}_.'’-]{0,40}){0,2})$/u;
const MAX_CHOICES = 8;

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
 * name. `@channel` is offered if `everyone` is true.
 */
export function findPeople(
  words: string,
  { people, meId, here, hiddenFrom, everyone }: Around,
): Choice[] {
  const needle = words.toLocaleLowerCase();
  const rank = (choice: Extract<Choice, { kind: "person" }>) =>
    (choice.ended ? 4 : 0) +
    (choice.here ? 0 : 2) +
    (choice.name.toLocaleLowerCase().startsWith(needle) ? 0 : 1);
  const found = people
    .filter((person) => person.id !== meId && fits(person.name, needle))
    .map(({ id, name, as, ended = false }) => ({
      kind: "person" as const,
      id,
      name,
      guest: as === "guest",
      here: here?.has(id) ?? true,
      ended,
      blind: hiddenFrom?.has(id) ?? false,
    }))
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.name.localeCompare(b.name) || Number(a.guest) - Number(b.guest),
    );
  const all: Choice[] = everyone && "channel".startsWith(needle) ? [{ kind: "everyone" }] : [];
  return needle === ""
    ? [...found.slice(0, MAX_CHOICES - all.length), ...all]
    : [...all, ...found].slice(0, MAX_CHOICES);
}

function fits(name: string, needle: string): boolean {
  const known = name.toLocaleLowerCase();
  return known.startsWith(needle) || known.split(/\s+/).some((word) => word.startsWith(needle));
}
