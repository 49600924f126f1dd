"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";
import { readDraft, writeDraft } from "./drafts";

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

  useEffect(() => {
    const pieces = [readDraft(memory, channelId), field.current?.value];
    setText((typed) => typed ?? pieces.filter(Boolean).join("\n"));
  }, [memory, channelId, field]);

  useEffect(() => {
    if (text === null || locked) return;
    const timer = setTimeout(() => writeDraft(memory, channelId, text), SOON);
    return () => clearTimeout(timer);
  }, [memory, channelId, text, locked]);

  useEffect(() => {
    if (text === null || locked) return;
    return () => writeDraft(memory, channelId, text);
  }, [memory, channelId, text, locked]);

  const forget = useCallback(() => {
    setText("");
    writeDraft(memory, channelId, null);
  }, [memory, channelId]);

  return [text ?? "", setText, forget];
}
