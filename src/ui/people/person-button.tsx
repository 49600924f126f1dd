"use client";

import { type ReactNode, useRef, useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { late } from "@/ui/primitives/late";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";

const PersonCard = late(async () => (await import("./person-card")).PersonCard);

interface PersonButtonProps {
  id: string;
  /** A face beside the name, which is a button already: it is one for the mouse alone. */
  isFace?: boolean;
  className?: string;
  children: ReactNode;
}

/** A name or a face that opens the card of a person, if the page knows them. The card's script is loaded when somebody reaches for it. */
export function PersonButton({ id, isFace = false, className, children }: PersonButtonProps) {
  const [open, setOpen] = useState<boolean | null>(null);
  const self = useRef<HTMLSpanElement>(null);
  const isKnown = useObservable(useRealtime().state, ({ people }) => people[id] !== undefined);
  if (!isKnown) return <span className={className}>{children}</span>;
  const button = (
    // No button element: Firefox leaves the text of one out of what is copied.
    <span
      ref={self}
      role="button"
      tabIndex={isFace ? -1 : 0}
      aria-hidden={isFace}
      data-person
      aria-haspopup="dialog"
      aria-expanded={open === true}
      className={cn("cursor-pointer rounded-sm", className)}
      onPointerEnter={PersonCard.fetch}
      onFocus={PersonCard.fetch}
      onClick={() => setOpen(!open)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        setOpen(!open);
      }}
    >
      {children}
    </span>
  );
  if (open === null) return button;
  return (
    <PersonCard
      id={id}
      open={open}
      onOpenChange={setOpen}
      returnFocus={() => self.current?.focus()}
      button={button}
      waiting={button}
      onMissing={() => setOpen(null)}
    />
  );
}
