import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { among } from "@/db/among";
import { foldText } from "@/lib/fold-text";
import { readPlainWords } from "@/lib/markdown/plain-text";
import { cutWords, isBeginning, type WordTerm } from "@/lib/search-words";

/**
 * The words of messages, in the form in which Postgres finds them. They are not made by Postgres: it splits and folds by
 * its locale, and takes an address in angle brackets for a tag.
 */

/** Postgres keeps no more places of one word. */
const MAX_PLACES = 255;

/** The words of a message, for the column `words`. Whoever writes a body writes them too. */
export function wordsOf(body: string, fileNames: readonly string[] = []): SQL {
  return sql`${writeWords(body, fileNames)}::tsvector`;
}

/** As `wordsOf`, as text. */
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

/** The names of uploads that a message will have. Whether it may have them is decided when it is sent. */
export async function readUploadNames(userId: string, fileIds: string[] = []): Promise<string[]> {
  if (fileIds.length === 0) return [];
  const found = await rows<{ name: string }>(
    sql`SELECT name FROM file WHERE uploader_id = ${userId} AND id IN ${among(fileIds)}`,
  );
  return found.map(({ name }) => name);
}

/** The names of a message's files. They stay as long as the message does. */
export async function readFileNames(messageId: string): Promise<string[]> {
  const [found] = await rows<{ names: string[] }>(
    sql`SELECT ${fileNames} AS names FROM message m WHERE m.id = ${messageId}`,
  );
  return found?.names ?? [];
}

/** The names of the files of message `m`. */
export const fileNames = sql<string[]>`jsonb_path_query_array(m.files, '$[*].name')`;
