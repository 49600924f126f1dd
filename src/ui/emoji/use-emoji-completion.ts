"use client";

import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { flushSync } from "react-dom";
import type * as EmojiData from "./emoji-data";
import { hasCodes, loadEmojiData } from "./short-names";

interface Ports {
  text: string;
  setText: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
}

interface Query {
  /** The index of the colon, and of the caret. */
  start: number;
  end: number;
  words: string;
  choices: readonly EmojiData.Emoji[];
}

const OPEN = /(?<![\p{L}\p{N}:_])(:[a-z0-9_+-]{2,30}:?)$/iu;
const MAX_CHOICES = 6;

let data: typeof EmojiData | null = null;

/**
 * Completion of `:tada`. The second colon inserts the emoji. The table of emoji is loaded with the first short name.
 */
export function useEmojiCompletion({ text, setText, field }: Ports) {
  const listId = useId();
  const [query, setQuery] = useState<Query | null>(null);
  const [at, setAt] = useState(0);
  // The text may have changed without an event about the caret, for example when the message was sent.
  const stands = query !== null && text.slice(query.start, query.end) === query.words;
  const choices = stands ? query.choices : [];
  const active = Math.min(at, Math.max(0, choices.length - 1));

  /** Reads again what is before the caret. */
  function look(): void {
    const code = readCode(field.current);
    // Short names in pasted text are replaced on sending. Loading the table now means that sending does not wait for
    // it.
    if (!data && !code && hasCodes(field.current?.value ?? "")) void loadEmojiData();
    if (!code) {
      if (query) setQuery(null);
      return;
    }
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
    const end = start + words.length;
    const exact = words.endsWith(":") ? data.readCode(words.slice(1, -1)) : undefined;
    if (exact) return put(exact, start, end);
    if (end !== query?.end) setAt(0);
    setQuery({
      start,
      end,
      words,
      choices: words.endsWith(":") ? [] : data.findEmoji(words, MAX_CHOICES),
    });
  }

  function put({ char }: EmojiData.Emoji, start: number, end: number): void {
    const element = field.current;
    if (!element) return;
    const written = element.value;
    // Synchronously: the next letter may be typed before the next frame, and must come after the emoji.
    flushSync(() => {
      setText(`${written.slice(0, start)}${char} ${written.slice(end).replace(/^ /, "")}`);
      setQuery(null);
    });
    const caret = start + char.length + 1;
    element.setSelectionRange(caret, caret);
  }

  function choose(emoji: EmojiData.Emoji): void {
    if (query) put(emoji, query.start, query.end);
    field.current?.focus();
  }

  /** @returns whether the list handled the key */
  function pressKey(event: KeyboardEvent): boolean {
    const chosen = choices[active];
    if (!chosen || event.shiftKey) return false;
    if (event.key === "ArrowDown") setAt((active + 1) % choices.length);
    else if (event.key === "ArrowUp") setAt((active + choices.length - 1) % choices.length);
    else if (event.key === "Escape") setQuery(null);
    else if (event.key === "Enter" || event.key === "Tab") choose(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    listId,
    choices,
    active,
    open: choices.length > 0,
    look,
    choose,
    pressKey,
    close: () => setQuery(null),
  };
}

/** The short name that is being typed, with its colon. Null within code. */
function readCode(field: HTMLTextAreaElement | null): { start: number; words: string } | null {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  const before = field.value.slice(0, field.selectionStart);
  const found = OPEN.exec(before);
  const words = found?.[1];
  if (!found || !words || before.split("`").length % 2 === 0) return null;
  return { start: found.index, words };
}
