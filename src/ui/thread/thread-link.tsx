"use client";

import { MessageSquareText } from "lucide-react";
import type { ThreadSummary } from "@/lib/api-types";
import { Since } from "./since";

interface ThreadLinkProps {
  summary: ThreadSummary;
  /** The number of replies in the unread part. */
  fresh?: number;
  onOpen: () => void;
}

/** The summary of a thread, in a line below the message that began it. */
export function ThreadLink({ summary, fresh = 0, onOpen }: ThreadLinkProps) {
  const count = summary.count === 1 ? "1 reply" : `${summary.count} replies`;
  return (
    <button
      type="button"
      onClick={onOpen}
      className="touch-target relative mt-1 -ml-1.5 flex h-7 max-w-full items-center gap-1.5 rounded-md px-1.5 text-meta hover:bg-hover"
    >
      <MessageSquareText aria-hidden className="size-3.5 shrink-0 text-accent-ink" />
      <span className="shrink-0 font-semibold text-accent-ink">{count}</span>
      {fresh > 0 && (
        <span className="shrink-0 rounded-full bg-accent px-1.5 font-semibold text-[11px]/4 text-on-accent">
          {fresh} new
        </span>
      )}
      <span className="truncate text-ink-faint">
        <Since at={summary.lastAt} before="last " />
      </span>
    </button>
  );
}
