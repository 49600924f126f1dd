"use client";

import type { RefObject } from "react";
import { type Completion, CompletionList } from "@/ui/composer/completion-list";
import type { Emoji } from "./emoji-data";

interface EmojiListProps {
  completion: Completion<Emoji>;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The completions of a short name after a colon. */
export function EmojiList({ completion, field }: EmojiListProps) {
  return (
    <CompletionList
      label="Emoji"
      completion={completion}
      field={field}
      keyOf={(emoji) => emoji.char}
      nameOf={(emoji) => emoji.name}
    >
      {(emoji) => (
        <>
          <span aria-hidden className="w-6 text-center font-emoji text-[1.25rem] leading-none">
            {emoji.char}
          </span>
          <span className="min-w-0 truncate font-medium">:{emoji.codes[0]}:</span>
          <span className="ml-auto min-w-0 truncate text-ink-faint text-meta">{emoji.name}</span>
        </>
      )}
    </CompletionList>
  );
}
