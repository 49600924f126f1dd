"use client";

import { Coffee, Flag, Hand, Heart, Lightbulb, PawPrint, Plane, Smile, Trophy } from "lucide-react";
import type { RefObject } from "react";
import { GROUPS } from "./emoji-data";

/** One icon for each group, in the order of the groups. */
const ICONS = [Smile, Hand, PawPrint, Coffee, Plane, Trophy, Lightbulb, Heart, Flag];

/** The buttons that scroll to each group of the list. */
export function EmojiKinds({ list }: { list: RefObject<HTMLElement | null> }) {
  return (
    <div role="toolbar" aria-label="Kinds of emoji" className="flex shrink-0 border-b px-2 py-1">
      {GROUPS.map(({ name }, index) => {
        const Icon = ICONS[index] ?? Smile;
        return (
          <button
            key={name}
            type="button"
            aria-label={name}
            title={name}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() =>
              list.current
                ?.querySelector(`[data-kind="${CSS.escape(name)}"]`)
                ?.scrollIntoView({ block: "start" })
            }
            className="grid h-8 min-w-0 flex-1 place-items-center rounded-md text-ink-faint transition-colors hover:bg-hover hover:text-ink coarse:h-11"
          >
            <Icon aria-hidden className="size-4" />
          </button>
        );
      })}
    </div>
  );
}
