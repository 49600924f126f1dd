"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { takeEarlyEnter, wasTypedInto } from "@/ui/primitives/early-click";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";
import { readWritten, watchRemoval, writeDraft } from "./drafts";
import {
  addPlace,
  changeText,
  joinWritten,
  NOTHING,
  type Place,
  type Written,
} from "./mentions/places";
import { isTouch } from "../message/growing-text";

const SAVE_AFTER_MS = 300;

/**
 * The text ends with the start of a mention or an emoji. A list of completions would have been open, so Enter may have
 * been meant for it.
 */
const UNFINISHED = /(^|\s)[@:]\S*$/;

export interface Draft {
  written: Written;
  /** `caret` is where the caret is after the change, if a field was changed. */
  write: (text: string, caret?: number) => void;
  /** Remembers who is meant by a name in the text. */
  mark: (place: Place) => void;
  putBefore: (words: Written) => void;
  forget: () => void;
  /** Whether Enter was pressed before hydration, to send all of the text. */
  entered: boolean;
}

/**
 * The unsent text of a channel, kept in this browser until it is sent. Text that was typed into the field before
 * hydration is appended to it.
 */
export function useDraft(scope: string, field: RefObject<HTMLTextAreaElement | null>): Draft {
  const { memory } = useRealtime();
  const locked = useLocked();
  const [written, setWritten] = useState<Written | null>(null);
  const [entered, setEntered] = useState(false);
  /**
   * The text to save soon. It is in a ref: a clean-up function that captured the text would save it again after it was
   * sent.
   */
  const unkept = useRef<Written | null>(null);

  const keep = useCallback(() => {
    if (unkept.current !== null) writeDraft(memory, scope, unkept.current);
    unkept.current = null;
  }, [memory, scope]);

  useEffect(() => {
    const draft = readWritten(memory, scope);
    const element = field.current;
    const early = element && wasTypedInto(element) ? element.value : "";
    const begun = withEarly(draft, early);
    setWritten((before) => before ?? begun);
    if (!element) return;
    fill(element, begun.text);
    if (takeEarlyEnter(element)) {
      setEntered(draft.text === "" && !isTouch() && !UNFINISHED.test(early.trimEnd()));
    }
  }, [memory, scope, field]);

  useEffect(() => {
    if (written === null || locked) return;
    unkept.current = written;
    const timer = setTimeout(keep, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [written, locked, keep]);

  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [keep]);

  useEffect(
    () => watchRemoval(scope, (sent) => setWritten((now) => (now?.text === sent ? NOTHING : now))),
    [scope],
  );

  const change = useCallback(
    (next: (now: Written) => Written) => setWritten((now) => next(now ?? NOTHING)),
    [],
  );
  const forget = useCallback(() => {
    setWritten(NOTHING);
    unkept.current = NOTHING;
    keep();
  }, [keep]);

  return {
    written: written ?? NOTHING,
    write: useCallback((text, caret) => change((now) => changeText(now, text, caret)), [change]),
    mark: useCallback((place) => change((now) => addPlace(now, place)), [change]),
    putBefore: useCallback((words) => change((now) => joinWritten(words, now)), [change]),
    forget,
    entered,
  };
}

/** What a browser has put back into a field is not known to React, which would leave it there. */
function fill(field: HTMLTextAreaElement, text: string): void {
  if (field.value !== text) field.value = text;
}

/** The draft with what was typed after it. A browser may have put the draft into the field, before the first key. */
function withEarly(draft: Written, early: string): Written {
  if (draft.text === "") return { text: early, places: [] };
  if (early === "") return draft;
  if (early.startsWith(draft.text)) return changeText(draft, early);
  return { ...draft, text: `${draft.text}\n${early}` };
}
