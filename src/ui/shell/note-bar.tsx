"use client";

import { CalendarClock, X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/ui/primitives/icon-button";

/** A quiet line across the top of a page about an end that is near. It stays until the reader closes it. */
export function NoteBar({ children, onClose }: { children: ReactNode; onClose: () => void }) {
  return (
    <div className="flex items-center gap-3 border-b bg-panel px-4 pt-[max(0.375rem,env(safe-area-inset-top))] pb-1.5 text-ink-soft md:px-5">
      <CalendarClock aria-hidden className="size-4 shrink-0 text-guest" />
      <p className="min-w-0 flex-1 text-pretty [overflow-wrap:anywhere]">{children}</p>
      <IconButton
        label="Close this note"
        tooltip={false}
        size="small"
        className="-mr-1.5"
        onClick={onClose}
      >
        <X />
      </IconButton>
    </div>
  );
}
