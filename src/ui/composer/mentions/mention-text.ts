import { EVERYONE_NAME, MENTION, type NameOf } from "@/lib/notification-text";

/** In a field a mention is `@Name` or `@channel`; `notification-text` has how a body spells it. */
const EVERYONE = "<!channel>";
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;

/** A body as one edits it. Whom one does not know stays a token, so that saving loses nobody. */
export function toEditable(body: string, nameOf: NameOf): string {
  return outsideCode(body, (part) =>
    part.replace(MENTION, (token, id: string | undefined) => {
      if (id === undefined) return `@${EVERYONE_NAME}`;
      const name = nameOf(id);
      return name === undefined ? token : `@${name}`;
    }),
  );
}

/**
 * What was typed, with the names of people as tokens.
 * @param ids people by name; of two with the same name the one that was picked
 * @param everyone whether `@channel` is more than a word here
 */
export function toTokens(
  text: string,
  ids: ReadonlyMap<string, string>,
  everyone: boolean,
): string {
  const known = new Map([...ids].map(([name, id]) => [name.toLowerCase(), `<@${id}>`]));
  if (everyone) known.set(EVERYONE_NAME, EVERYONE);
  if (known.size === 0 || !text.includes("@")) return text;
  const names = [...known.keys()].sort((a, b) => b.length - a.length).map(escapePattern);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_@<])@(${names.join("|")})(?![\\p{L}\\p{N}_])`,
    "giu",
  );
  return outsideCode(text, (part) =>
    part.replace(pattern, (found, name: string) => known.get(name.toLowerCase()) ?? found),
  );
}

export function mentionsEveryone(body: string): boolean {
  return body.includes(EVERYONE);
}

/** Code is quoted as it is: a name in it calls nobody. */
export function outsideCode(text: string, change: (part: string) => string): string {
  let done = "";
  let end = 0;
  for (const code of text.matchAll(CODE)) {
    done += change(text.slice(end, code.index)) + code[0];
    end = code.index + code[0].length;
  }
  return done + change(text.slice(end));
}

function escapePattern(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
