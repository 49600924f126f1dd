"use client";

import { type RefObject, useState } from "react";
import { replaceText } from "@/ui/composer/replace-text";
import { useChoices } from "@/ui/composer/use-choices";
import type * as EmojiData from "./emoji-data";
import { hasCodes, loadEmojiData } from "./short-names";

interface Query {
  /** The index of the colon. */
  start: number;
  words: string;
  choices: readonly EmojiData.Emoji[];
}

const OPEN = /(?<![\p{L}\p{N}:_])(:[a-z0-9_+-]{2,30}:?)$/iu;
const MAX_CHOICES = 6;
const NONE: readonly EmojiData.Emoji[] = [];

let data: typeof EmojiData | null = null;

/**
 * Completion of `:tada`. The second colon inserts the emoji. The table of emoji is loaded with the first short name.
 */
export function useEmojiCompletion(field: RefObject<HTMLTextAreaElement | null>) {
  const [query, setQuery] = useState<Query | null>(null);
  const close = () => setQuery(null);
  const list = useChoices({
    choices: query?.choices ?? NONE,
    choose,
    close,
    start: query?.start ?? 0,
    words: query?.words ?? "",
  });

  /** Reads again what is before the caret. */
  function look(): void {
    const element = field.current;
    const code = readCode(element);
    // Short names in pasted text are replaced on sending. Loading the table now means that sending does not wait for
    // it.
    if (!data && !code && hasCodes(element?.value ?? "")) void loadEmojiData();
    if (!element || !code) return close();
    if (!data) {
      void loadEmojiData().then((loaded) => {
        // Without the table there is nothing to offer. The typed text stays as it is.
        if (!loaded) return;
        data = loaded;
        look();
      });
      return;
    }
    const { start, words } = code;
    const isClosed = words.endsWith(":");
    const exact = isClosed ? data.readCode(words.slice(1, -1)) : undefined;
    if (exact) return put(exact, element, code);
    setQuery({ start, words, choices: isClosed ? NONE : data.findEmoji(words, MAX_CHOICES) });
  }

  function choose(emoji: EmojiData.Emoji): void {
    const code = readCode(field.current);
    if (field.current && code) put(emoji, field.current, code);
    else close();
  }

  function put({ char }: EmojiData.Emoji, element: HTMLTextAreaElement, { start, words }: Code) {
    const end = start + words.length;
    const isSpaced = element.value[end] === " ";
    replaceText(element, start, end + (isSpaced ? 1 : 0), `${char} `);
    close();
  }

  return { ...list, look, close };
}

interface Code {
  start: number;
  words: string;
}

/** The short name that is being typed, with its colon. Null within code. */
function readCode(field: HTMLTextAreaElement | null): Code | null {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  const before = field.value.slice(0, field.selectionStart);
  const found = OPEN.exec(before);
  const words = found?.[1];
  if (!found || !words || before.split("`").length % 2 === 0) return null;
  return { start: found.index, words };
}
