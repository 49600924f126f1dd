"use client";

import { memo, useId } from "react";
import { cn } from "@/ui/primitives/cn";
import type { EmojiGroup } from "./emoji-data";

interface EmojiSectionProps {
  group: EmojiGroup;
  /** The index of its first emoji among all. */
  from: number;
  /** The index of the chosen emoji, if it is in this section. */
  active: number | null;
  listId: string;
  onPoint: (index: number) => void;
  onPick: (emoji: string) => void;
}

/** A group of emoji under its name. The browser does not paint what is scrolled out of view. */
export const EmojiSection = memo(function EmojiSection(props: EmojiSectionProps) {
  const { group, from, active, listId, onPoint, onPick } = props;
  const titleId = useId();
  return (
    <div
      role="group"
      aria-labelledby={titleId}
      data-kind={group.name}
      style={{ containIntrinsicBlockSize: `auto ${Math.ceil(group.emoji.length / 8) * 40 + 28}px` }}
      className="[content-visibility:auto]"
    >
      <p
        id={titleId}
        className="sticky top-0 z-10 bg-raised px-1 pt-2 pb-1 font-medium text-ink-faint text-meta"
      >
        {group.name}
      </p>
      <div
        role="presentation"
        data-grid
        className="grid grid-cols-[repeat(auto-fill,minmax(2.375rem,1fr))] coarse:grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))]"
      >
        {group.emoji.map((emoji, index) => (
          <button
            key={emoji.char}
            id={`${listId}-${from + index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={active === from + index}
            aria-label={emoji.name}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => active !== from + index && onPoint(from + index)}
            onClick={() => onPick(emoji.char)}
            className={cn(
              "grid h-9.5 scroll-mt-8 scroll-mb-1 place-items-center rounded-md font-emoji text-[1.375rem] leading-none coarse:h-11",
              active === from + index && "bg-accent-soft",
            )}
          >
            {emoji.char}
          </button>
        ))}
      </div>
    </div>
  );
});
