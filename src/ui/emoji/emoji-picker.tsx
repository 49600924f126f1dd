"use client";

import { SmilePlus } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import { late } from "@/ui/primitives/late";

const EmojiPopover = late(async () => (await import("./emoji-popover")).EmojiPopover);

export interface EmojiPickerProps {
  label: string;
  size?: "small" | "medium";
  onPick: (emoji: string) => void;
  onOpenChange?: (open: boolean) => void;
  /** Moves the focus after a choice. By default it goes back to the button. */
  onPicked?: () => void;
}

/** The button that opens the emoji picker. The picker is loaded when the user reaches for the button. */
export function EmojiPicker(props: EmojiPickerProps) {
  const { label, size = "small", onOpenChange } = props;
  const [wanted, setWanted] = useState(false);
  function want(open: boolean) {
    setWanted(open);
    onOpenChange?.(open);
  }
  const button = (
    <IconButton
      label={label}
      size={size}
      tooltip={false}
      title={label}
      aria-haspopup="dialog"
      aria-expanded={wanted}
      onPointerEnter={EmojiPopover.fetch}
      onFocus={EmojiPopover.fetch}
      onClick={() => want(true)}
    >
      <SmilePlus />
    </IconButton>
  );
  if (!wanted) return button;
  return <EmojiPopover {...props} size={size} waiting={button} onMissing={() => want(false)} />;
}
