"use client";

import { Megaphone } from "lucide-react";
import { PresentAvatar, useOnline } from "@/ui/chat/people/present-avatar";
import { Badge } from "@/ui/primitives/badge";
import { cn } from "@/ui/primitives/cn";
import type { Choice } from "./find-people";
import type { MentionPicker } from "./use-mention-picker";

/** Whom one may mean by what was typed after `@`, over the field. */
export function MentionList({ picker }: { picker: MentionPicker }) {
  const { choices, active, listId, choose, open } = picker;
  return (
    <>
      {open && (
        <div
          id={listId}
          role="listbox"
          aria-label="People to mention"
          className="absolute inset-x-0 bottom-full z-30 mb-1.5 max-h-96 overflow-y-auto rounded-xl bg-raised p-1 shadow-float"
        >
          {choices.map((choice, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field has the keys
            <div
              key={choice.kind === "person" ? choice.id : "everyone"}
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
              {choice.kind === "person" ? <PersonChoice choice={choice} /> : <EveryoneChoice />}
            </div>
          ))}
        </div>
      )}
      <span role="status" className="sr-only">
        {open && `${choices.length} to choose from. ${nameOf(choices[active])}, ${active + 1}`}
      </span>
    </>
  );
}

function PersonChoice({ choice }: { choice: Extract<Choice, { kind: "person" }> }) {
  const online = useOnline(choice.id);
  return (
    <>
      <PresentAvatar person={choice} size="small" />
      <span className="min-w-0 truncate font-medium">{choice.name}</span>
      {online && <span className="sr-only">, online</span>}
      {choice.guest && <Badge tone="guest">Guest</Badge>}
      {!choice.here && (
        <span className="ml-auto shrink-0 text-ink-faint text-meta">not in this channel</span>
      )}
    </>
  );
}

function EveryoneChoice() {
  return (
    <>
      <span className="grid size-6 place-items-center rounded-md bg-accent-soft text-accent-ink">
        <Megaphone aria-hidden className="size-3.5" />
      </span>
      <span className="font-medium">@channel</span>
      <span className="ml-auto text-ink-faint text-meta">everyone here</span>
    </>
  );
}

function nameOf(choice: Choice | undefined): string {
  if (!choice) return "";
  return choice.kind === "everyone" ? "everyone in the channel" : choice.name;
}
