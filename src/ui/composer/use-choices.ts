"use client";

import { type KeyboardEvent, useId, useState } from "react";
import type { Completion } from "./completion-list";

interface Choices<C> {
  choices: readonly C[];
  choose: (choice: C) => void;
  close: () => void;
  /** What is completed: where it begins in the text, and its words. With other words the first choice is active. */
  start: number;
  words: string;
}

export interface ChoiceList<C> extends Completion<C> {
  /** @returns whether the list handled the key */
  pressKey: (event: KeyboardEvent) => boolean;
}

/** The choices of a completion, and the keys that move among them. */
export function useChoices<C>({ choices, choose, close, start, words }: Choices<C>): ChoiceList<C> {
  const listId = useId();
  const query = `${start} ${words}`;
  const [pointed, setPointed] = useState({ query, at: 0 });
  const at = pointed.query === query ? pointed.at : 0;
  const active = Math.min(at, Math.max(0, choices.length - 1));
  const point = (to: number) => setPointed({ query, at: (to + choices.length) % choices.length });

  function pressKey(event: KeyboardEvent): boolean {
    const chosen = choices[active];
    if (chosen === undefined || event.shiftKey) return false;
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey)) {
      choose(chosen);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { listId, choices, active, open: choices.length > 0, choose, pressKey, start };
}
