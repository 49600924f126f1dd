"use client";

import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/ui/primitives/popover";

const CHOICES: [string, string][] = [
  ["👍", "thumbs up"],
  ["❤️", "heart"],
  ["😂", "tears of joy"],
  ["🎉", "party"],
  ["✅", "done"],
  ["👀", "looking"],
  ["🙏", "thank you"],
  ["🔥", "fire"],
  ["😊", "smile"],
  ["😮", "surprised"],
  ["😢", "sad"],
  ["🤔", "thinking"],
  ["👏", "applause"],
  ["💯", "hundred"],
  ["🚀", "rocket"],
  ["👋", "wave"],
  ["🙌", "raised hands"],
  ["👎", "thumbs down"],
  ["➕", "plus one"],
  ["☕", "coffee"],
  ["🐛", "bug"],
  ["💡", "idea"],
  ["⏳", "waiting"],
  ["❌", "no"],
];

interface EmojiPickerProps {
  label: string;
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
}

/** A handful of emoji that say most of what is said by emoji. */
export function EmojiPicker({ label, onPick, onOpenChange }: EmojiPickerProps) {
  const [open, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    onOpenChange?.(next);
  };
  return (
    <Popover open={open} onOpenChange={change}>
      <PopoverTrigger asChild>
        <IconButton label={label} size="small" tooltip={false} title={label}>
          <SmilePlus />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-auto p-1.5" aria-label={label}>
        <div className="grid grid-cols-8 gap-0.5 coarse:grid-cols-6">
          {CHOICES.map(([emoji, name]) => (
            <button
              key={emoji}
              type="button"
              aria-label={name}
              title={name}
              className="grid size-8 place-items-center rounded-md text-lg hover:bg-hover coarse:size-11"
              onClick={() => {
                change(false);
                onPick(emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  );
}
