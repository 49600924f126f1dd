"use client";

import { Megaphone } from "lucide-react";
import type { RefObject } from "react";
import { EVERYONE_NAME, HERE_NAME } from "@/lib/notification-text";
import { CompletionList } from "@/ui/composer/completion-list";
import { GuestBadge } from "@/ui/people/guest-badge";
import { PresentAvatar, useOnline } from "@/ui/people/present-avatar";
import { ToldApart } from "@/ui/people/told-apart";
import type { Choice } from "./find-people";
import type { MentionPicker } from "./use-mention-picker";

interface MentionListProps {
  picker: MentionPicker;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** The people to choose from after an `@`. */
export function MentionList({ picker, field }: MentionListProps) {
  return (
    <CompletionList
      label="People to mention"
      completion={picker}
      field={field}
      keyOf={(choice) => (choice.kind === "person" ? choice.id : choice.kind)}
      nameOf={nameOf}
    >
      {(choice) =>
        choice.kind === "person" ? (
          <PersonChoice choice={choice} />
        ) : (
          <GroupChoice {...GROUPS[choice.kind]} />
        )
      }
    </CompletionList>
  );
}

function PersonChoice({ choice }: { choice: Extract<Choice, { kind: "person" }> }) {
  const online = useOnline(choice.id);
  return (
    <>
      <PresentAvatar person={choice} size="small" />
      <span className="min-w-0 truncate font-medium">{choice.name}</span>
      {online && <span className="sr-only">, online</span>}
      {choice.guest && <GuestBadge id={choice.id} />}
      <ToldApart id={choice.id} guest={choice.guest} />
      {describeAway(choice) && (
        <span className="ml-auto shrink-0 text-ink-faint text-meta">{describeAway(choice)}</span>
      )}
    </>
  );
}

/** Why a mention would not reach somebody, or null. */
function describeAway({ ended, here, blind }: Extract<Choice, { kind: "person" }>) {
  if (ended) return "access has ended";
  if (!here) return "not in this channel";
  return blind ? "cannot see this thread" : null;
}

const GROUPS = {
  everyone: { name: EVERYONE_NAME, who: "everyone here", spoken: "everyone in the channel" },
  here: { name: HERE_NAME, who: "who is connected now", spoken: "everyone who is connected now" },
};

function GroupChoice({ name, who }: { name: string; who: string }) {
  return (
    <>
      <span className="grid size-6 place-items-center rounded-md bg-accent-soft text-accent-ink">
        <Megaphone aria-hidden className="size-3.5" />
      </span>
      <span className="font-medium">@{name}</span>
      <span className="ml-auto text-ink-faint text-meta">{who}</span>
    </>
  );
}

function nameOf(choice: Choice): string {
  return choice.kind === "person" ? choice.name : GROUPS[choice.kind].spoken;
}
