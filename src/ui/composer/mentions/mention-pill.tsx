"use client";

import { PersonButton } from "@/ui/people/person-button";
import { cn } from "@/ui/primitives/cn";
import { useMe, useName } from "@/ui/realtime/use-channels";
import { EVERYONE_NAME, UNKNOWN_NAME } from "@/lib/notification-text";

interface MentionPillProps {
  userId: string;
  /** Whether it is in a quote, where it calls nobody. */
  quoted?: boolean;
}

/** A mention of a person. It is highlighted if it calls the user. */
export function MentionPill({ userId, quoted = false }: MentionPillProps) {
  const me = useMe();
  const known = useName(userId);
  return (
    <PersonButton id={userId} className={styleOf(!quoted && userId === me.id)}>
      @{known ?? UNKNOWN_NAME}
    </PersonButton>
  );
}

/**
 * A mention of everyone, or of those who were connected. Whether the user was is not known for every message, so `@here`
 * is not highlighted.
 */
export function GroupPill({ name }: { name: string }) {
  return <span className={styleOf(name === EVERYONE_NAME)}>@{name}</span>;
}

function styleOf(isMine: boolean): string {
  return cn(
    "rounded px-1 py-px font-medium",
    isMine ? "bg-accent text-on-accent" : "bg-accent-soft text-accent-ink",
  );
}
