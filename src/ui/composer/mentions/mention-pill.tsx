"use client";

import { PersonButton } from "@/ui/people/person-button";
import { cn } from "@/ui/primitives/cn";
import { useMe, useName } from "@/ui/realtime/use-channels";
import { EVERYONE_NAME, UNKNOWN_NAME } from "@/lib/notification-text";

interface MentionPillProps {
  /** Null for everyone. */
  userId: string | null;
  /** Whether it is in a quote, where it calls nobody. */
  quoted?: boolean;
}

/** A mention of a person, or of everyone. It is highlighted if it calls the user. */
export function MentionPill({ userId, quoted = false }: MentionPillProps) {
  const me = useMe();
  const known = useName(userId);
  const mine = !quoted && (userId === null || userId === me.id);
  const name = userId === null ? EVERYONE_NAME : (known ?? UNKNOWN_NAME);
  const style = cn(
    "rounded px-1 py-px font-medium",
    mine ? "bg-accent text-on-accent" : "bg-accent-soft text-accent-ink",
  );
  if (userId === null) return <span className={style}>@{name}</span>;
  return (
    <PersonButton id={userId} className={style}>
      @{name}
    </PersonButton>
  );
}
