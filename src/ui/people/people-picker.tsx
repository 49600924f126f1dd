"use client";

import { Check, X } from "lucide-react";
import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Person } from "@/lib/api-types";
import { firstOf } from "@/ui/first-of";
import { createMatcher, wordsOf } from "@/ui/switcher/match-words";
import { cn } from "@/ui/primitives/cn";
import { fieldStyle } from "@/ui/primitives/input";
import { isComposing } from "@/ui/primitives/is-composing";
import { takeFocus } from "@/ui/primitives/take-focus";
import { GuestBadge } from "./guest-badge";
import { PresentAvatar } from "./present-avatar";
import { ToldApart } from "./told-apart";

interface PeoplePickerProps {
  label: string;
  people: Person[];
  chosen: string[];
  max: number;
  /** People who cannot be chosen, by id, with a note for their line. */
  closed?: ReadonlyMap<string, { note: string }>;
  /** Called when the user chooses one of them, so that the caller can say why not. */
  onRefuse?: (person: Person) => void;
  /** Text that was typed before the picker was loaded. If it is set, the field has the focus from the start. */
  begun?: string;
  onChange: (chosen: string[]) => void;
  /** Shown when the list is empty before anything is typed. */
  nobody: string;
}

/** Chooses people by the first letters of their names. The field handles the keys; the list only shows the matches. */
export function PeoplePicker(props: PeoplePickerProps) {
  const { label, people, chosen, max, closed, onRefuse, begun, onChange, nobody } = props;
  const [query, setQuery] = useState(begun ?? "");
  const [at, setAt] = useState(0);
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (begun !== undefined) takeFocus(field.current);
  }, [begun]);
  const found = useMemo(() => findPeople(people, query), [people, query]);
  const picked = chosen.flatMap((id) => people.find((person) => person.id === id) ?? []);
  const pointed = Math.min(at, found.length - 1);

  function toggle(person: Person | undefined) {
    if (!person) return;
    const off = chosen.includes(person.id);
    if (!off && closed?.has(person.id)) return onRefuse?.(person);
    if (!off && chosen.length >= max) return;
    onChange(off ? chosen.filter((id) => id !== person.id) : [...chosen, person.id]);
    setQuery("");
    setAt(0);
    field.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((pointed + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter" && (query.trim() !== "" || chosen.length === 0)) {
      event.preventDefault();
      toggle(found[pointed]);
    } else if (event.key === "Backspace" && query === "") {
      onChange(chosen.slice(0, -1));
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <div
        className={cn(
          fieldStyle,
          "flex min-h-9 flex-wrap items-center gap-1.5 px-2 py-1 focus-within:border-accent coarse:min-h-11",
        )}
      >
        {picked.map((person) => (
          <Chosen key={person.id} person={person} onDrop={() => toggle(person)} />
        ))}
        <input
          ref={field}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={found.length > 0 ? `${listId}-${pointed}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={picked.length === 0 ? "Type a name" : ""}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-7 min-w-24 flex-1 bg-transparent px-1 outline-none placeholder:text-ink-faint"
        />
      </div>
      <div
        id={listId}
        role="listbox"
        aria-label="People"
        aria-multiselectable={max > 1}
        className="-mx-2 max-h-72 min-h-24 overflow-y-auto"
      >
        {found.map((person, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the combobox handles the keys
          <div
            key={person.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={chosen.includes(person.id)}
            onPointerMove={() => setAt(index)}
            onClick={() => toggle(person)}
            className={cn(
              "flex h-10 cursor-pointer items-center gap-3 rounded-md px-2 coarse:h-12",
              index === pointed && "bg-hover",
              closed?.has(person.id) && "text-ink-soft",
            )}
          >
            <PresentAvatar
              person={{ id: person.id, name: person.name, guest: person.as === "guest" }}
              size="small"
            />
            <span className="min-w-0 truncate">{person.name}</span>
            {person.as === "guest" && <GuestBadge id={person.id} />}
            <ToldApart id={person.id} guest={person.as === "guest"} />
            {closed?.has(person.id) && (
              <span className="ml-auto shrink-0 text-meta">{closed.get(person.id)?.note}</span>
            )}
            {chosen.includes(person.id) && (
              <Check aria-hidden className="ml-auto size-4 shrink-0 text-accent-ink" />
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className="-mt-24 pb-16 text-center text-ink-soft">
          {query.trim() === "" ? nobody : "Nobody has that name."}
        </p>
      )}
    </div>
  );
}

function Chosen({ person, onDrop }: { person: Person; onDrop: () => void }) {
  const guest = person.as === "guest";
  return (
    <span
      className={cn(
        "inline-flex h-7 items-center gap-1 rounded-md pl-2",
        guest ? "bg-guest-soft text-guest-ink" : "bg-accent-soft text-accent-ink",
      )}
    >
      {person.name}
      {guest && <span className="sr-only">, guest</span>}
      <button
        type="button"
        aria-label={`Leave out ${person.name}`}
        onClick={onDrop}
        className="relative grid size-6 place-items-center rounded-md touch-target hover:bg-hover"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  );
}

function findPeople(people: Person[], query: string): Person[] {
  if (query.trim() === "") return people.slice(0, 100);
  const match = createMatcher(query);
  const fitting = people.flatMap((person) => {
    const fit = match(wordsOf(person, person.name));
    return fit === null ? [] : { person, fit };
  });
  return firstOf(
    fitting,
    50,
    (a, b) => b.fit - a.fit || a.person.name.localeCompare(b.person.name),
  ).map(({ person }) => person);
}
