"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { Kbd } from "@/ui/primitives/kbd";
import { useRealtime } from "@/ui/realtime/realtime-provider";

/** A link to the search: it looks like a field if there is room, otherwise it is an icon. */
export function SearchLink() {
  const { workspace } = useRealtime();
  return (
    <Link
      href={`/w/${workspace.slug}/search`}
      prefetch={false}
      aria-label="Search messages"
      className="relative inline-flex h-8 min-w-8 shrink-0 items-center justify-center gap-2 rounded-md text-ink-faint transition-colors touch-target hover:bg-hover hover:text-ink xl:w-44 xl:justify-start xl:border xl:bg-panel xl:px-2 xl:hover:border-line-strong coarse:size-11 xl:coarse:w-44"
    >
      <Search aria-hidden className="size-4" />
      <span aria-hidden className="hidden flex-1 xl:inline">
        Search
      </span>
      <Kbd className="bg-transparent coarse:hidden max-xl:hidden">/</Kbd>
    </Link>
  );
}
