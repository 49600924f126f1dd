"use client";

import { useCallback, useEffect, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useLocked } from "@/ui/realtime/use-channels";

const SOON = 300;

/** What was typed and not sent, kept per channel in this browser until it is. */
export function useDraft(channelId: string): [string, (text: string) => void, () => void] {
  const { memory } = useRealtime();
  const locked = useLocked();
  const [text, setText] = useState<string | null>(null);
  const key = `draft:${channelId}`;

  useEffect(() => {
    setText((typed) => typed ?? memory.read(key) ?? "");
  }, [memory, key]);

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
