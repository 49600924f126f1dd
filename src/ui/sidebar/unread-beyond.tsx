"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { useGoToChannel, useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { useMe } from "@/ui/realtime/use-channels";
import { Count } from "./count";
import { countOnLine, nameChannel } from "./conversations";
import { useConversations } from "./use-conversations";

/**
 * What waits for the user in the sidebar above or below its visible part, as a button over the edge. The lines do not
 * move to the top instead: nothing moves because of others.
 */
export function UnreadBeyond({ nav }: { nav: RefObject<HTMLElement | null> }) {
  const { starred, channels, directs } = useConversations();
  const open = useOpenChannelId();
  const waiting = [...starred, ...channels, ...directs].filter(
    (one) => countOnLine(one) > 0 && one.id !== open,
  );
  // The star moves a line to another part of the list, where it is another element.
  const lines = waiting.map(({ id, starred: isStarred }) => `${id}${isStarred ? " starred" : ""}`);
  const { above, below } = useBeyond(nav, lines.join());
  const among = (ids: string[]) => waiting.filter(({ id }) => ids.includes(id));
  return (
    <>
      <Beyond where="above" channels={among(above).reverse()} />
      <Beyond where="below" channels={among(below)} />
    </>
  );
}

function Beyond({ where, channels }: { where: "above" | "below"; channels: Channel[] }) {
  const me = useMe();
  const goTo = useGoToChannel();
  const [first, ...others] = channels;
  if (!first) return null;
  const count = channels.reduce((sum, one) => sum + countOnLine(one), 0);
  const Arrow = where === "above" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => {
        goTo(first.id, true);
        findLine(first.id)?.scrollIntoView({ block: "center" });
      }}
      className={cn(
        "absolute inset-x-2 z-10 flex h-8 animate-fade-in items-center gap-2 rounded-md border bg-raised px-2 font-semibold text-ink shadow-float hover:bg-hover coarse:h-11",
        where === "above" ? "top-1" : "bottom-2",
      )}
    >
      <Arrow aria-hidden className="size-4 shrink-0 text-accent-ink" />
      <span className="min-w-0 flex-1 truncate text-left">
        {nameChannel(first, me.id)}
        {others.length > 0 && ` and ${others.length} more`}
      </span>
      <Count count={count} word={`unread ${where}`} loud />
    </button>
  );
}

const findLine = (id: string) => document.querySelector(`[data-conversation="${id}"]`);

const NONE = { above: [] as string[], below: [] as string[] };

/** Which of these conversations have their line above or below what is visible of the list. */
function useBeyond(nav: RefObject<HTMLElement | null>, lines: string) {
  const [beyond, setBeyond] = useState(NONE);
  useEffect(() => {
    const list = nav.current;
    if (!list) return;
    const hidden = { above: new Set<string>(), below: new Set<string>() };
    const watch = new IntersectionObserver(
      (lines) => {
        for (const { target, isIntersecting, boundingClientRect, rootBounds } of lines) {
          const id = (target as HTMLElement).dataset.conversation ?? "";
          const isAbove = boundingClientRect.top < (rootBounds?.top ?? 0);
          hidden.above[!isIntersecting && isAbove ? "add" : "delete"](id);
          hidden.below[!isIntersecting && !isAbove ? "add" : "delete"](id);
        }
        setBeyond({ above: [...hidden.above], below: [...hidden.below] });
      },
      // A line counts as seen when more than half of it is.
      { root: list, threshold: 0.5 },
    );
    const watched = new Map<string, Element>();
    // Lines come later on a long list, and become other elements when they move to another part of it.
    const watchLines = () => {
      for (const name of lines.split(",")) {
        const id = name.split(" ")[0] ?? "";
        const known = watched.get(id);
        if (known?.isConnected) continue;
        if (known) watch.unobserve(known);
        const line = list.querySelector(`[data-conversation="${id}"]`);
        if (line) watch.observe(line);
        if (line) watched.set(id, line);
      }
    };
    watchLines();
    const changes = new MutationObserver(watchLines);
    changes.observe(list, { childList: true, subtree: true });
    return () => {
      watch.disconnect();
      changes.disconnect();
    };
  }, [nav, lines]);
  return beyond;
}
