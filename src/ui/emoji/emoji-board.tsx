"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { isComposing } from "@/ui/primitives/is-composing";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { type Emoji, type EmojiGroup, findEmoji, GROUPS, findByCharacters } from "./emoji-data";
import { EmojiKinds } from "./emoji-kinds";
import { EmojiSection } from "./emoji-section";
import { readRecentEmoji } from "./recent-emoji";
import { walkGrid } from "./walk-grid";

const MAX_FOUND = 80;

/**
 * All emoji with a search; the last used ones come first. The search field keeps the focus, and arrow keys move in the
 * grid.
 */
export function EmojiBoard({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const groups = useGroups(query);
  const all = useMemo(() => groups.flatMap((group) => group.emoji), [groups]);
  const active = all[at];

  // Only after a key: the emoji under the pointer must not scroll away.
  const walked = useRef(false);
  useEffect(() => {
    if (!walked.current) return;
    walked.current = false;
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function pressKey(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event) || event.altKey || event.metaKey || event.ctrlKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (active) onPick(active.char);
      return;
    }
    // The left and right arrows move the caret in the search field until the user has moved down into the grid.
    if (query !== "" && at === 0 && /^Arrow(Left|Right)$/.test(event.key)) return;
    const sizes = groups.map((group) => group.emoji.length);
    const next = walkGrid(event.key, at, sizes, countColumns(list.current));
    if (next === null || event.shiftKey) return;
    event.preventDefault();
    walked.current = true;
    setAt(next);
  }

  return (
    <>
      <label className="flex h-11 shrink-0 items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <input
          type="text"
          role="combobox"
          aria-label="Search emoji"
          aria-expanded={all.length > 0}
          aria-controls={listId}
          aria-activedescendant={active && `${listId}-${at}`}
          aria-autocomplete="list"
          placeholder="Search emoji"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
            list.current?.scrollTo({ top: 0 });
          }}
          onKeyDown={pressKey}
          className="h-full min-w-0 flex-1 bg-transparent outline-none placeholder:text-ink-faint"
        />
      </label>
      {query === "" && <EmojiKinds list={list} />}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label="Emoji"
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-2 pb-2"
      >
        {groups.map((group, index) => {
          const from = groups.slice(0, index).reduce((sum, before) => sum + before.emoji.length, 0);
          const inside = at >= from && at < from + group.emoji.length;
          return (
            <EmojiSection
              key={group.name}
              group={group}
              from={from}
              active={inside ? at : null}
              listId={listId}
              onPoint={setAt}
              onPick={onPick}
            />
          );
        })}
        {all.length === 0 && (
          <p className="px-2 py-10 text-center text-ink-faint">
            No emoji for “{query.trim()}”. Try another word.
          </p>
        )}
      </div>
      <p role="status" className="sr-only">
        {query.trim() !== "" && `${all.length === MAX_FOUND ? "Many" : all.length} found`}
      </p>
      <Shown emoji={active} />
    </>
  );
}

function useGroups(query: string): readonly EmojiGroup[] {
  const { memory } = useRealtime();
  const [recent] = useState(() => findByCharacters(readRecentEmoji(memory)));
  return useMemo(() => {
    if (query.trim() === "") return [{ name: "Recent and common", emoji: recent }, ...GROUPS];
    const found = findEmoji(query, MAX_FOUND);
    return found.length > 0 ? [{ name: "Found", emoji: found }] : [];
  }, [query, recent]);
}

/** The name of the chosen emoji, and how it is written in a message. */
function Shown({ emoji }: { emoji: Emoji | undefined }) {
  return (
    <p
      aria-hidden
      className="flex h-11 shrink-0 items-center gap-2.5 border-t px-3 text-meta coarse:hidden"
    >
      {emoji && (
        <>
          <span className="font-emoji text-title">{emoji.char}</span>
          <span className="truncate text-ink-soft first-letter:uppercase">{emoji.name}</span>
          <span className="ml-auto shrink-0 font-mono text-ink-faint">:{emoji.codes[0]}:</span>
        </>
      )}
    </p>
  );
}

/** The number of columns, which the style decides. */
function countColumns(list: HTMLElement | null): number {
  const grid = list?.querySelector("[data-grid]");
  if (!grid) return 1;
  return getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}
