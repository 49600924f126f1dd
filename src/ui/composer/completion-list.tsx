"use client";

import type { ReactNode } from "react";
import { cn } from "@/ui/primitives/cn";

export interface Completion<C> {
  listId: string;
  choices: readonly C[];
  active: number;
  open: boolean;
  choose: (choice: C) => void;
}

interface CompletionListProps<C> {
  label: string;
  completion: Completion<C>;
  keyOf: (choice: C) => string;
  nameOf: (choice: C) => string;
  children: (choice: C) => ReactNode;
}

/** The completions of the word before the caret, above the field. The field keeps the focus and handles the keys. */
export function CompletionList<C>(props: CompletionListProps<C>) {
  const { label, completion, keyOf, nameOf, children } = props;
  const { choices, active, listId, choose, open } = completion;
  const chosen = choices[active];
  return (
    <>
      {open && (
        <div
          id={listId}
          role="listbox"
          aria-label={label}
          className="absolute inset-x-0 bottom-full z-30 mb-1.5 max-h-96 overflow-y-auto rounded-xl bg-raised p-1 shadow-float"
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
