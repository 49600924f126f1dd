import { Notes } from "./notes";
import type { Mention } from "./nodes";
import { nodesIn } from "./nodes-in";
import { parseBlocks } from "./parse-blocks";
import { isReasonable, parseBody } from "./parse-body";
import { parseInlines } from "./parse-inlines";
import { findSource } from "./source-text";

/** How many people one message can mention by name. To mention more there is `<!channel>`. */
const MAX_MENTIONS = 50;

export interface Mentions {
  userIds: string[];
  everyone: boolean;
  /** Everyone who is connected. */
  here: boolean;
}

/**
 * Whom a body mentions: what the parser takes for a mention, outside of quotes. A quote repeats what somebody has
 * written, so it shows their names and calls nobody. Whether they may be mentioned is checked in the statement that
 * stores the message.
 */
export function mentionsIn(body: string): Mentions {
  if (!/<[@!]/.test(body)) return { userIds: [], everyone: false, here: false };
  const nodes = nodesIn(parseBody(body), ({ kind }) => kind !== "quote");
  const userIds = nodes.flatMap((node) => (node.kind === "person" ? node.userId : []));
  const calls = (group: Mention["kind"]) => nodes.some(({ kind }) => kind === group);
  return {
    userIds: [...new Set(userIds)].slice(0, MAX_MENTIONS),
    everyone: calls("everyone"),
    here: calls("here"),
  };
}

/** Where a mention stands in a text: `start` is the index of its first character, `end` the index after its last. */
export interface MentionToken {
  start: number;
  end: number;
  mention: Mention;
}

export interface MentionPlaces {
  /**
   * The index of each `@` (also fullwidth, `＠`) that is plain text: not in code, an address or the target of a link, and
   * without a backslash before it. A token that is put there is a mention.
   */
  signs: { at: number; quoted: boolean }[];
  /** The tokens `<@userId>`, `<!channel>` and `<!here>` that are shown as mentions, in quotes too. */
  tokens: MentionToken[];
  /** Links that are shown as their address: a channel's may be shown as its name. */
  addresses: Notes["addresses"];
}

/** Finds in a text, a draft or a body, where mentions stand and where one may begin, in the order of the text. */
export function mentionPlaces(text: string): MentionPlaces {
  const places: MentionPlaces = { signs: [], tokens: [], addresses: [] };
  if (!/[@＠]|<!|\/c\//.test(text) || !isReasonable(text)) return places;
  parseBlocks(text, (part, quoted) => {
    const notes = new Notes();
    const parsed = parseInlines(part.text, notes);
    for (const at of notes.signs) places.signs.push({ at: findSource(part, at), quoted });
    for (const { start, end, mention } of notes.tokens) {
      const source = findSource(part, start);
      places.tokens.push({ start: source, end: source + end - start, mention });
    }
    for (const { start, end, href } of notes.addresses) {
      const source = findSource(part, start);
      places.addresses.push({ start: source, end: source + end - start, href });
    }
    return parsed;
  });
  return places;
}
