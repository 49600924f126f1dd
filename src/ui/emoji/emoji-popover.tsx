"use client";

import { SmilePlus } from "lucide-react";
import { useRef, useState } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/primitives/popover";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { EmojiBoard } from "./emoji-board";
import type { EmojiPickerProps } from "./emoji-picker";
import { noteEmoji } from "./recent-emoji";

/** The emoji picker with its button, open from the start. */
export function EmojiPopover({ label, size, onPick, onOpenChange, onPicked }: EmojiPickerProps) {
  const { memory } = useRealtime();
  const [open, setOpen] = useState(true);
  const picked = useRef(false);

  function change(next: boolean) {
    picked.current = false;
    setOpen(next);
    onOpenChange?.(next);
  }

  function pick(emoji: string) {
    change(false);
    picked.current = true;
    noteEmoji(memory, emoji);
    onPick(emoji);
  }

  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <IconButton label={label} size={size} tooltip={false} title={label}>
          <SmilePlus />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label={label}
        className="flex h-[min(25rem,var(--radix-popover-content-available-height))] w-88 max-sm:w-[calc(100vw-1rem)] flex-col p-0"
        onOpenAutoFocus={(event) => {
          // The search field would take the focus. On a phone its keyboard would cover half of the screen.
          if (!window.matchMedia("(pointer: coarse)").matches) return;
          event.preventDefault();
          (event.currentTarget as HTMLElement).focus();
        }}
        onCloseAutoFocus={(event) => {
          if (!picked.current || !onPicked) return;
          event.preventDefault();
          onPicked();
        }}
      >
        <EmojiBoard onPick={pick} />
      </PopoverContent>
    </Popover>
  );
}
