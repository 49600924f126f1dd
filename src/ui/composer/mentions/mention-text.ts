import { EVERYONE_NAME, MENTION, type NameOf } from "@/lib/notification-text";

/** In a field a mention is `@Name` or `@channel`. `notification-text` describes how it is written in a body. */
const EVERYONE = "<!channel>";
const CODE = /```[\s\S]*?```|`[^`\n]+`/g;

/** A body as the user edits it. A mention of somebody unknown stays a token, so that saving does not lose it. */
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
 * The typed text with the names of people replaced by tokens.
 * @param ids user ids by name; of two people with the same name, the id of the one who was picked
 * @param everyone whether `@channel` mentions everyone here
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

/** Whether a body mentions everyone, outside of code. */
export function mentionsEveryone(body: string): boolean {
  return body.includes(EVERYONE);
}

/** Changes the text outside of code. A name within code mentions nobody. */
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
