"use client";

import { type RefObject, useCallback, useEffect, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";

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
  const key = `draft:${channelId}`;

  useEffect(() => {
    const pieces = [memory.read(key), field.current?.value];
    setText((typed) => typed ?? pieces.filter(Boolean).join("\n"));
  }, [memory, key, field]);

  useEffect(() => {
    if (text === null || locked) return;
    const timer = setTimeout(() => memory.write(key, text), SOON);
    return () => clearTimeout(timer);
  }, [memory, key, text, locked]);

  useEffect(() => {
    if (text === null || locked) return;
    return () => memory.write(key, text);
  }, [memory, key, text, locked]);

  const forget = useCallback(() => {
    setText("");
    memory.write(key, null);
  }, [memory, key]);

  return [text ?? "", setText, forget];
}
