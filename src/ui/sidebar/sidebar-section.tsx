"use client";

import { ChevronDown } from "lucide-react";
import { type ReactNode, useDeferredValue, useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useHydrated } from "@/ui/use-hydrated";
import { waits } from "./conversations";

interface SidebarSectionProps {
  /** Also the key by which this browser remembers that it is folded. */
  id: string;
  title: string;
  conversations: Channel[];
  open: string | null;
  /** Buttons at the right of the title. */
  actions?: ReactNode;
  renderLine: (channel: Channel) => ReactNode;
  children?: ReactNode;
}

/**
 * More lines than fit on a screen. The others are rendered by the browser, so that they are no part of the page, and with
 * pauses for what the user does meanwhile.
 */
const FIRST_LINES = 60;

/** A part of the sidebar that folds. What waits for the user, and the open conversation, stay visible. */
export function SidebarSection(props: SidebarSectionProps) {
  const { id, title, conversations, open, actions, renderLine, children } = props;
  const [folded, fold] = useFolded(id);
  const shown = folded
    ? conversations.filter((one) => waits(one) || one.id === open)
    : conversations;
  const all = useDeferredValue(useHydrated(), false);
  const lines = all ? shown : shown.slice(0, FIRST_LINES);
  return (
    <section aria-labelledby={id}>
      <div className="flex h-8 items-center gap-0.5 pr-1 coarse:h-11">
        <h2 id={id} className="min-w-0 flex-1 font-medium text-ink-faint text-meta">
          <button
            type="button"
            aria-expanded={!folded}
            onClick={() => fold(!folded)}
            className="group relative flex items-center gap-1 rounded-md px-2 py-1 touch-target hover:text-ink"
          >
            {title}
            <ChevronDown
              aria-hidden
              className={cn(
                "size-3.5 transition-transform",
                folded
                  ? "-rotate-90"
                  : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 coarse:opacity-100",
              )}
            />
          </button>
        </h2>
        {actions}
      </div>
      <div role="list" aria-labelledby={id} className="flex flex-col gap-px">
        {lines.map((channel) => (
          <div key={channel.id} role="listitem" data-conversation={channel.id}>
            {renderLine(channel)}
          </div>
        ))}
      </div>
      {!folded && children}
    </section>
  );
}

/** Whether a part is folded, as this browser remembers it. */
function useFolded(id: string): [folded: boolean, fold: (folded: boolean) => void] {
  const { memory } = useRealtime();
  const [folded, setFolded] = useState(false);
  useEffect(() => setFolded(memory.read(`folded ${id}`) !== null), [memory, id]);
  return [
    folded,
    (next) => {
      setFolded(next);
      memory.write(`folded ${id}`, next ? "yes" : null);
    },
  ];
}
