"use client";

import { cn } from "@/ui/primitives/cn";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { PersonAvatar } from "./person-avatar";

interface PresentAvatarProps {
  person: { id: string; name: string; guest: boolean };
  size?: "tiny" | "small" | "medium" | "large";
  className?: string;
}

/** A person's avatar, with a dot while they are online. */
export function PresentAvatar({ person, size = "medium", className }: PresentAvatarProps) {
  const online = useOnline(person.id);
  return (
    <span className={cn("relative inline-flex shrink-0", className)}>
      <PersonAvatar id={person.id} name={person.name} guest={person.guest} size={size} />
      {online && (
        <span
          aria-hidden
          className="absolute -right-0.75 -bottom-0.75 size-2.5 rounded-full border-2 border-panel bg-confirmed"
        />
      )}
    </span>
  );
}

export function useOnline(userId: string): boolean {
  return useObservable(useRealtime().state, (state) => state.presence[userId] === "online");
}
