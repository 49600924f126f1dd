"use client";

import { usePerson } from "@/ui/realtime/use-channels";

/** Whose name a guest's can be taken for. */
export function LooksLike({ userId }: { userId: string }) {
  const alike = usePerson(userId)?.alike;
  if (!alike) return null;
  return <span className="block truncate text-guest-ink text-meta">Looks like {alike.name}</span>;
}
