"use client";

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";
import { readDraft, watchRemoval, writeDraft } from "./drafts";

const SOON = 300;

/**
 * What was typed and not sent, kept per channel in this browser until it is. What was typed into the field
 * before the page was alive comes after it.
 */
export function useDraft(
  channelId: string,
  field: RefObject<HTMLTextAreaElement | null>,
): [string, (text: string) => void, () => void] {
  const { memory } = useRealtime();
  const locked = useLocked();
  const [text, setText] = useState<string | null>(null);
  /** What is to be kept soon; a clean-up that took the text it was made with would bring back what was sent. */
  const unkept = useRef<string | null>(null);

  const keep = useCallback(() => {
    if (unkept.current !== null) writeDraft(memory, channelId, unkept.current);
    unkept.current = null;
  }, [memory, channelId]);

  useEffect(() => {
    const pieces = [readDraft(memory, channelId), field.current?.value];
    setText((typed) => typed ?? pieces.filter(Boolean).join("\n"));
  }, [memory, channelId, field]);

  useEffect(() => {
    if (text === null || locked) return;
    unkept.current = text;
    const timer = setTimeout(keep, SOON);
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

  return [text ?? "", setText, forget];
}
