"use client";

import { cn } from "@/ui/primitives/cn";
import { useMe, usePerson } from "@/ui/realtime/use-channels";
import { EVERYONE_NAME, UNKNOWN_NAME } from "@/lib/notification-text";

/** A mention of a person, or of everyone if `userId` is null. It is highlighted if it mentions the user. */
export function MentionPill({ userId }: { userId: string | null }) {
  const me = useMe();
  const person = usePerson(userId ?? "");
  const mine = userId === null || userId === me.id;
  const name = userId === null ? EVERYONE_NAME : (person?.name ?? UNKNOWN_NAME);
  return (
    <span
      className={cn(
        "rounded px-1 py-px font-medium",
        mine ? "bg-accent text-on-accent" : "bg-accent-soft text-accent-ink",
      )}
    >
      @{name}
    </span>
  );
}
