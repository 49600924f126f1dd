"use client";

import { Badge } from "@/ui/primitives/badge";
import { nameGuest, roomFor } from "@/ui/primitives/guest-pill";
import { usePerson } from "@/ui/realtime/use-channels";

/** Marks a guest in a list of people to choose from. */
export function GuestBadge({ id }: { id: string }) {
  const words = nameGuest(usePerson(id));
  return (
    <Badge tone="guest" className={roomFor(words)}>
      <span className="truncate">{words}</span>
    </Badge>
  );
}
