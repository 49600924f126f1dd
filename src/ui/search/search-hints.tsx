"use client";

import { useMemo } from "react";
import { matchWords } from "@/ui/switcher/match-words";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { HAS } from "@/lib/search-query";
import { explainWrong, FILTERS, finishFilter, readOpenFilter } from "./search-terms";

interface SearchHintsProps {
  query: string;
  onChange: (query: string) => void;
}

interface Chip {
  label: string;
  next: string;
  what?: string;
}

const MAX_SHOWN = 8;

/** The available filters. While a filter is being typed, the values that it may get. */
export function SearchHints({ query, onChange }: SearchHintsProps) {
  const open = readOpenFilter(query);
  const names = useNames(open?.key ?? "");
  const fitting = useMemo(() => findNames(names, open?.value ?? ""), [names, open?.value]);
  const chips: Chip[] = open
    ? fitting.map((name) => ({ label: name, next: finishFilter(query, open.key, name) }))
    : FILTERS.map(({ key, what }) => ({
        label: key,
        what,
        next: finishFilter(query, key, ""),
      }));
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-1.5 border-b px-4 py-2 md:px-5">
      <span className="mr-1 text-ink-faint text-meta max-sm:sr-only">
        {open
          ? `${open.key} ${chips.length > 0 ? "which?" : "no such name"}`
          : (explainWrong(query) ?? "Narrow it down")}
      </span>
      {chips.map((chip) => (
        <button
          key={chip.label}
          type="button"
          title={chip.what}
          onClick={() => onChange(chip.next)}
          className="h-6 rounded-full border bg-raised px-2.5 text-ink-soft text-meta transition-colors hover:border-line-strong hover:text-ink coarse:h-9"
        >
          {chip.label}
          {chip.what && <span className="sr-only"> {chip.what}</span>}
        </button>
      ))}
    </div>
  );
}

/** All names that may follow a filter. */
function useNames(key: string): string[] {
  const channels = useChannels();
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(() => {
    if (key === "has:") return [...HAS];
    if (key === "from:") return ["me", ...Object.values(people).map((person) => person.name)];
    return channels.filter((one) => one.kind === "channel").map((one) => one.name);
  }, [key, channels, people]);
}

function findNames(names: string[], typed: string): string[] {
  return names.filter((name) => matchWords(typed, name) !== null).slice(0, MAX_SHOWN);
}
