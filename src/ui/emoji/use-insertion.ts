"use client";

import { type RefObject, useRef } from "react";

/** Inserts text at the caret of a field. `goOn` later gives the focus back, with the caret after the inserted text. */
export function useInsertion(
  field: RefObject<HTMLTextAreaElement | null>,
  write: (text: string, caret: number) => void,
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
      write(value.slice(0, selectionStart) + piece + value.slice(selectionEnd), caret.current);
    },
    goOn() {
      field.current?.focus();
      field.current?.setSelectionRange(caret.current, caret.current);
    },
  };
}
