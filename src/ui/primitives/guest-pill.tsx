"use client";

import type { Person } from "@/lib/api-types";
import { cn } from "./cn";
import { Badge } from "./badge";
import { Tooltip } from "./tooltip";

interface GuestPillProps {
  /** As much as the reader may know of the guest. */
  person: Pick<Person, "sponsor" | "alike"> | null;
  className?: string;
}

/** The amber word that marks a guest. Its tooltip names the member who invited them. */
export function GuestPill({ person, className }: GuestPillProps) {
  const sponsor = person?.sponsor;
  const words = nameGuest(person);
  const pill = (
    <Badge
      tone="guest"
      className={cn(roomFor(words), className)}
      tabIndex={sponsor ? 0 : undefined}
    >
      <span className="truncate">{words}</span>
      {sponsor && words === GUEST && <span className="sr-only">, invited by {sponsor}</span>}
    </Badge>
  );
  return sponsor ? <Tooltip content={`Invited by ${sponsor}`}>{pill}</Tooltip> : pill;
}

const GUEST = "Guest";

/** Keeps the word "Guest" readable, however long the name beside it is. */
export const roomFor = (words: string) => (words === GUEST ? "shrink-0" : "min-w-16 shrink");

/** The word for a guest. It says more if somebody else has a similar name. */
export function nameGuest(person: GuestPillProps["person"]): string {
  if (!person?.alike) return GUEST;
  const { sponsor, alike } = person;
  if (alike.email) return `${GUEST}, ${alike.email}`;
  return sponsor ? `${GUEST} of ${sponsor}` : `${GUEST} with a similar name`;
}
