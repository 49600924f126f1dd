"use client";

import { Search } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { Input } from "@/ui/primitives/input";
import { Kbd } from "@/ui/primitives/kbd";
import { Segmented } from "@/ui/primitives/segmented";
import { STATUS_WORDS, type StatusFilter } from "./guest-status";

interface GuestFiltersProps {
  status: StatusFilter;
  onStatus: (status: StatusFilter) => void;
  text: string;
  onText: (text: string) => void;
  counts: Record<StatusFilter, number>;
}

export function GuestFilters({ status, onStatus, text, onText, counts }: GuestFiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useSlashKey(() => search.current?.focus());
  const options = (["all", "active", "locked", "expired"] as const).map((value) => ({
    value,
    label: value === "all" ? "All" : STATUS_WORDS[value],
    count: counts[value],
  }));
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 md:px-5">
      <Segmented
        label="Filter by status"
        value={status}
        onChange={onStatus}
        options={options}
        wide
      />
      <div className="relative w-full sm:ml-auto sm:w-60">
        <Search
          aria-hidden
          className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
        />
        <Input
          ref={search}
          type="search"
          aria-label="Search guests"
          placeholder="Search guests"
          className="peer h-8 pl-8 [&::-webkit-search-cancel-button]:hidden"
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onText("")}
        />
        {text === "" && (
          <Kbd className="absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden coarse:hidden max-md:hidden">
            /
          </Kbd>
        )}
      </div>
    </div>
  );
}

/** The "/" key focuses the search, unless the user is typing in a field. */
function useSlashKey(go: () => void) {
  const latest = useRef(go);
  latest.current = go;
  useLayoutEffect(() => {
    function onKey(event: KeyboardEvent) {
      const target = event.target as HTMLElement;
      const writing = target.closest("input, textarea, select, [contenteditable], [role=dialog]");
      if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
