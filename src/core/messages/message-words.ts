import { type SQL, sql } from "drizzle-orm";
import { foldText } from "@/lib/fold-text";
import { readPlainWords } from "@/lib/markdown/plain-text";
import { cutWords, isBeginning, type WordTerm } from "@/lib/search-words";

/**
 * The words of messages, in the form in which Postgres finds them. They are not made by Postgres: it splits and folds by
 * its locale, and takes an address in angle brackets for a tag.
 */

/** Postgres keeps no more places of one word. */
const MAX_PLACES = 255;

/**
 * The words of a message, for the column `words`. Whoever writes a body writes them too. The words of the names of files
 * were made when they were uploaded, and are put behind those of the body. Null if a file was uploaded before its words
 * were kept: see `fillWordsOf`.
 * @param files the rows of `file` that the message has; null for none
 */
export function wordsOf(body: string, files: SQL | null): SQL {
  const words = sql`${writeWords(body)}::tsvector`;
  if (files === null) return words;
  return sql`(SELECT CASE WHEN bool_or(words IS NULL) THEN NULL
      ELSE ${words} || coalesce(string_agg(format('%L:%s', word, place), ' ')
        FILTER (WHERE word IS NOT NULL), '')::tsvector END
    FROM (SELECT f.words, word, row_number() OVER (ORDER BY f.id, at) + ${GAP} AS place
      FROM ${files} f LEFT JOIN LATERAL jsonb_array_elements_text(f.words) WITH ORDINALITY AS w (word, at) ON true
    ) named)`;
}

/** Added to the places, so that no phrase goes from one text into the next. */
const GAP = sql`dense_rank() OVER (ORDER BY f.id)`;

/** All words of a message, as text. */
export function writeWords(body: string, fileNames: readonly string[] = []): string {
  const places = new Map<string, number[]>();
  let first = 1;
  for (const text of [...readTexts(body), ...fileNames]) {
    const words = cutWords(foldText(text));
    for (const word of words) note(places, word.text, first + word.at);
    // A gap, so that no phrase goes from one text into the next.
    first += words.length + 1;
  }
  // A word has only letters, marks and digits: nothing in it could end the quotation.
  return [...places].map(([word, at]) => `'${word}':${at.join(",")}`).join(" ");
}

function note(places: Map<string, number[]>, word: string, place: number): void {
  const known = places.get(word);
  if (!known) places.set(word, [place]);
  else if (known.length < MAX_PLACES) known.push(place);
}

/** What is shown of a body, and the addresses behind the words of its links. */
function readTexts(body: string): string[] {
  const addresses: string[] = [];
  const onLink = (href: string, words: string) => {
    if (!IS_ADDRESS.test(words)) addresses.push(decode(href));
  };
  return [readPlainWords(body, { nameOf: () => "", onLink }), ...addresses];
}

const IS_ADDRESS = /^(?:\w+:\/\/|www\.|\S+@\S+$)/i;

function decode(href: string): string {
  try {
    return decodeURI(href);
  } catch {
    return href;
  }
}

/** The query, as text, for messages that have all of these terms. */
export function writeQuery(terms: readonly WordTerm[]): string {
  return terms.map((term) => `(${writeTerm(term)})`).join(" & ");
}

function writeTerm(term: WordTerm): string {
  return term.words
    .map(({ text, at }, index) => {
      const distance = at - (term.words[index - 1]?.at ?? at);
      return `${index > 0 ? ` <${distance}> ` : ""}'${text}'${isBeginning(term, index) ? ":*" : ""}`;
    })
    .join("");
}
