"use client";

import { type KeyboardEvent, type RefObject, useRef, useState } from "react";
import type { CompletionsHandle, OpenList } from "./completions";

const SIGNS = /[@＠#＃:]/;
/** The text before the caret ends with a word that may be completed. */
const UNFINISHED = /(?<![\p{L}\p{N}_])(?:[@＠#＃][\p{L}\p{M}\p{N}_.'’-]*|:[a-z0-9_+-]{2,30})$/iu;
/** How long Enter waits for a list that is being loaded. */
const LOADED_WITHIN_MS = 2_000;

/** The completions of a field, which are loaded with the first sign that begins one. */
export function useCompletions(field: RefObject<HTMLTextAreaElement | null>) {
  const handle = useRef<CompletionsHandle>(null);
  const wantedAt = useRef(0);
  const [isWanted, setWanted] = useState(false);
  const [open, setOpen] = useState<OpenList | null>(null);

  return {
    handle,
    isWanted,
    /** The open list and its active choice; null while none is open. */
    open,
    setOpen,
    look() {
      if (!isWanted && SIGNS.test(field.current?.value ?? "")) {
        wantedAt.current = Date.now();
        setWanted(true);
      }
      handle.current?.look();
    },
    pressKey: (event: KeyboardEvent) => handle.current?.pressKey(event) ?? false,
    close: () => handle.current?.close(),
    /** Whether Enter may be meant for a list that is not loaded yet. */
    isLoading() {
      const { value, selectionStart } = field.current ?? { value: "", selectionStart: 0 };
      const isSoon = Date.now() - wantedAt.current < LOADED_WITHIN_MS;
      return (
        isWanted && !handle.current && isSoon && UNFINISHED.test(value.slice(0, selectionStart))
      );
    },
  };
}
