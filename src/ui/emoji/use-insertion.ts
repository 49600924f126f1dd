"use client";

import { type RefObject, useRef } from "react";

/** Puts something where the caret is, or was, and goes on behind it once the focus may come back. */
export function useInsertion(
  field: RefObject<HTMLTextAreaElement | null>,
  write: (text: string) => void,
) {
  const caret = useRef(0);
  return {
    insert(piece: string) {
      const { value, selectionStart, selectionEnd } = field.current ?? {
        value: "",
        selectionStart: 0,
        selectionEnd: 0,
      };
      caret.current = selectionStart + piece.length;
      write(value.slice(0, selectionStart) + piece + value.slice(selectionEnd));
    },
    goOn() {
      field.current?.focus();
      field.current?.setSelectionRange(caret.current, caret.current);
    },
  };
}
