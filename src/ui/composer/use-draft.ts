"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { takeEarlyEnter } from "@/ui/primitives/early-click";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";
import { readDraft, watchRemoval, writeDraft } from "./drafts";
import { isTouch } from "../message/growing-text";

const SAVE_AFTER_MS = 300;

/**
 * The text ends with the start of a mention or an emoji. A list of completions would have been open, so Enter may have
 * been meant for it.
 */
const UNFINISHED = /(^|\s)[@:]\S*$/;

/**
 * The unsent text of a channel, kept in this browser until it is sent. Text that was typed into the field before
 * hydration is appended to it. The last element of the result says whether Enter was pressed to send all of it.
 */
export function useDraft(
  channelId: string,
  field: RefObject<HTMLTextAreaElement | null>,
): [string, (text: string) => void, () => void, boolean] {
  const { memory } = useRealtime();
  const locked = useLocked();
  const [text, setText] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  /**
   * The text to save soon. It is in a ref: a clean-up function that captured the text would save it again after it was
   * sent.
   */
  const unkept = useRef<string | null>(null);

  const keep = useCallback(() => {
    if (unkept.current !== null) writeDraft(memory, channelId, unkept.current);
    unkept.current = null;
  }, [memory, channelId]);

  useEffect(() => {
    const draft = readDraft(memory, channelId);
    const early = field.current?.value;
    setText((typed) => typed ?? [draft, early].filter(Boolean).join("\n"));
    if (field.current && takeEarlyEnter(field.current)) {
      setEntered(!draft && !isTouch() && !UNFINISHED.test(early?.trimEnd() ?? ""));
    }
  }, [memory, channelId, field]);

  useEffect(() => {
    if (text === null || locked) return;
    unkept.current = text;
    const timer = setTimeout(keep, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text, locked, keep]);

  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [keep]);

  useEffect(
    () => watchRemoval(channelId, (sent) => setText((t) => (t === sent ? "" : t))),
    [channelId],
  );

  const forget = useCallback(() => {
    setText("");
    unkept.current = "";
    keep();
  }, [keep]);

  return [text ?? "", setText, forget, entered];
}
