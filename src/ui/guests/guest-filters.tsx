"use client";

import { Download } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import { Kbd } from "@/ui/primitives/kbd";
import { SearchInput } from "@/ui/primitives/search-input";
import { Segmented } from "@/ui/primitives/segmented";
import type { Channel, GuestCounts, GuestGroups } from "@/lib/api-types";
import type { GuestQuery } from "./guest-query";
import { GuestSelects } from "./guest-selects";
import { FILTER_WORDS } from "./guest-status";

interface GuestFiltersProps {
  query: GuestQuery;
  onQuery: (change: Partial<GuestQuery>) => void;
  channels: Channel[];
  counts: GuestCounts;
  groups: GuestGroups | null;
  onDownload: () => void;
}

export function GuestFilters(props: GuestFiltersProps) {
  const { query, onQuery, channels, counts, groups, onDownload } = props;
  const { status, text } = query;
  const onText = (next: string) => onQuery({ text: next });
  const search = useRef<HTMLInputElement>(null);
  useSlashKey(() => search.current?.focus());
  const options = (["all", "active", "ending", "locked", "expired"] as const).map((value) => ({
    value,
    label: FILTER_WORDS[value],
    count: counts[value],
  }));
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-3 md:px-5">
      <Segmented
        label="Filter by status"
        value={status}
        onChange={(next) => onQuery({ status: next })}
        options={options}
        wide
      />
      <SearchInput
        ref={search}
        label="Search guests"
        className="h-8 w-full sm:ml-auto sm:w-44 coarse:h-11"
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onText("")}
      >
        {text === "" && (
          <Kbd className="absolute top-1/2 right-1.5 -translate-y-1/2 peer-focus:hidden coarse:hidden max-md:hidden">
            /
          </Kbd>
        )}
      </SearchInput>
      <div className="flex w-full flex-wrap gap-2">
        <GuestSelects query={query} onQuery={onQuery} channels={channels} groups={groups} />
        <IconButton label="Download CSV" onClick={onDownload}>
          <Download />
        </IconButton>
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
