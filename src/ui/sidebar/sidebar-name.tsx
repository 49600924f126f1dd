"use client";

import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { useHasDraft } from "../composer/drafts";

interface SidebarNameProps {
  channelId: string;
  current: boolean;
  children: ReactNode;
}

/** A channel's name in the sidebar, with a pencil if it has an unsent draft. */
export function SidebarName({ channelId, current, children }: SidebarNameProps) {
  const draft = useHasDraft(channelId) && !current;
  if (!draft) return children;
  return (
    <span className="flex items-center gap-1.5">
      <span className="truncate">
        {children}
        <span className="sr-only">, draft</span>
      </span>
      <Pencil aria-hidden className="size-3!" />
    </span>
  );
}
