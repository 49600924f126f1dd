import { type ChannelOf, type NameOf, namePlaces } from "@/lib/notification-text";
import { joinWritten, type Place, type Written } from "./places";
import type { NameFinder } from "./typed-names";
import { mentionPlaces } from "@/lib/markdown/mentions";

/** In a field a mention is `@Name`, `@channel` or `@here`. `notification-text` describes how it is written in a body. */
export const EVERYONE = "<!channel>";
export const HERE = "<!here>";

/** How a mention of a person is written in a body. */
export const toToken = (userId: string) => `<@${userId}>`;

/** A name in whose place something is sent. */
type Mention = Place & { token: string };

/**
 * A body as the user edits it. A mention of somebody unknown stays a token, so that saving does not lose it; so does a
 * channel for which `channelOf` gives nothing. Names that were only words when it was sent stay words.
 */
export function toEditable(
  body: string,
  nameOf: NameOf,
  names: NameFinder,
  channelOf: ChannelOf,
): Written {
  let written: Written = { text: "", places: [] };
  let from = 0;
  const addWords = (until: number) => {
    const text = body.slice(from, until);
    const places = names.find(text).map(({ start, end }) => ({ start, end, token: null }));
    written = joinWritten(written, { text, places });
  };
  for (const { start, end, name } of namePlaces(body, nameOf, channelOf)) {
    if (name === null) continue;
    addWords(start);
    const place = { start: 0, end: name.length, token: body.slice(start, end) };
    written = joinWritten(written, { text: name, places: [place] });
    from = end;
  }
  addWords(body.length);
  return written;
}

/**
 * The typed text with tokens in place of the names that were chosen, and of those that were typed in full and can be
 * only one person.
 */
export function toTokens(written: Written, names: NameFinder): string {
  const { text } = written;
  let done = "";
  let from = 0;
  for (const { start, end, token } of findMentions(written, names)) {
    done += text.slice(from, start) + token;
    from = end;
  }
  return done + text.slice(from);
}

/**
 * The names in a text in whose place a token is sent, in order. A name that was only typed mentions nobody in a quote.
 */
export function findMentions({ text, places }: Written, names: NameFinder): Mention[] {
  if (places.length === 0 && !/[@＠]/.test(text)) return [];
  const isChosen = ({ start, end }: { start: number; end: number }) =>
    places.some((place) => place.start < end && place.end > start);
  const typed = names.find(text).filter((one) => !isChosen(one));
  if (typed.length === 0 && places.length === 0) return [];
  const { signs } = mentionPlaces(withSigns(text, places));
  const quoted = new Map(signs.map((sign) => [sign.at, sign.quoted]));
  return [
    ...places.filter(({ start }) => quoted.has(start)),
    ...typed.filter(({ start }) => quoted.get(start) === false),
  ]
    .flatMap(({ start, end, token }) => (token === null ? [] : { start, end, token }))
    .sort((a, b) => a.start - b.start);
}

/** The text with an `@` at the start of each place. The parser says of those alone whether they are plain text. */
function withSigns(text: string, places: readonly Place[]): string {
  return places.reduce(
    (signed, { start }) => `${signed.slice(0, start)}@${signed.slice(start + 1)}`,
    text,
  );
}
