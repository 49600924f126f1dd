"use client";

import { type ReactNode, type RefObject, useLayoutEffect, useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { placeAtCaret } from "./caret-place";

export interface Completion<C> {
  listId: string;
  choices: readonly C[];
  active: number;
  open: boolean;
  /** The index in the text at which the completed word begins. */
  start: number;
  choose: (choice: C) => void;
}

interface CompletionListProps<C> {
  label: string;
  completion: Completion<C>;
  field: RefObject<HTMLTextAreaElement | null>;
  keyOf: (choice: C) => string;
  nameOf: (choice: C) => string;
  children: (choice: C) => ReactNode;
}

/** The completions of the word before the caret, beside that word. The field keeps the focus and handles the keys. */
export function CompletionList<C>(props: CompletionListProps<C>) {
  const { label, completion, field, keyOf, nameOf, children } = props;
  const { choices, active, listId, choose, open, start } = completion;
  const [place, setPlace] = useState<ReturnType<typeof placeAtCaret> | null>(null);
  const chosen = choices[active];
  useLayoutEffect(() => {
    if (open && field.current) setPlace(placeAtCaret(field.current, start));
  }, [open, start, field]);
  return (
    <>
      {open && (
        <div
          id={listId}
          role="listbox"
          aria-label={label}
          style={place ?? undefined}
          className="absolute z-30 max-h-96 w-90 max-w-full overflow-y-auto rounded-xl bg-raised p-1 shadow-float"
        >
          {choices.map((choice, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
            <div
              key={keyOf(choice)}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              tabIndex={-1}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
              className={cn(
                "flex h-9 cursor-pointer items-center gap-2.5 rounded-lg px-2 coarse:h-11",
                index === active ? "bg-accent-soft" : "hover:bg-hover",
              )}
            >
              {children(choice)}
            </div>
          ))}
        </div>
      )}
      <span role="status" className="sr-only">
        {open && chosen && `${choices.length} to choose from. ${nameOf(chosen)}, ${active + 1}`}
      </span>
    </>
  );
}
