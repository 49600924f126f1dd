"use client";

import type { Person } from "@/lib/api-types";
import { cn } from "./cn";
import { Badge } from "./badge";
import { Tooltip } from "./tooltip";

interface GuestPillProps {
  /** As far as the reader knows them. */
  person: Pick<Person, "sponsor" | "alike"> | null;
  className?: string;
}

/** The amber word that marks an outsider; who admitted them stands in the tooltip. */
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

/** However long the name beside it is, that somebody is a guest can be read. */
export const roomFor = (words: string) => (words === GUEST ? "shrink-0" : "min-w-16 shrink");

/** A guest in a word; in more where somebody else has a name like theirs. */
export function nameGuest(person: GuestPillProps["person"]): string {
  if (!person?.alike) return GUEST;
  const { sponsor, alike } = person;
  if (alike.email) return `${GUEST}, ${alike.email}`;
  return sponsor ? `${GUEST} of ${sponsor}` : `${GUEST} with a similar name`;
}
