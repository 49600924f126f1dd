"use client";

import { Badge } from "@/ui/primitives/badge";
import { nameGuest } from "@/ui/primitives/guest-pill";
import { usePerson } from "@/ui/realtime/use-channels";

/** Marks a guest in a list that one chooses from. */
export function GuestBadge({ id }: { id: string }) {
  return (
    <Badge tone="guest" className="min-w-0 shrink">
      <span className="truncate">{nameGuest(usePerson(id))}</span>
    </Badge>
  );
}
