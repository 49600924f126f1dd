"use client";

import { useEffect, useRef } from "react";

interface EarlyKeysProps {
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
}

/**
 * Has the focus while the script of a dialog is fetched: the next letters are meant for its search, and the
 * field that had the focus would send them to a channel.
 */
export function EarlyKeys({ text, onText, onClose }: EarlyKeysProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <input
      ref={field}
      aria-label="Search"
      className="sr-only top-0 left-0"
      value={text}
      onChange={(event) => onText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        if (event.key === "Enter") event.preventDefault();
      }}
    />
  );
}

/** Takes over what has been typed, with the caret behind it. */
export function goOnTyping(field: HTMLInputElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
