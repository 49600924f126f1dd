"use client";

import { usePerson } from "@/ui/realtime/use-channels";

/** Names the person with whom the guest could be confused. */
export function LooksLike({ userId }: { userId: string }) {
  const alike = usePerson(userId)?.alike;
  if (!alike) return null;
  return <span className="block truncate text-guest-ink text-meta">Looks like {alike.name}</span>;
}
