"use client";

import { UserRoundPlus, UserRoundX } from "lucide-react";
import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { useMedia } from "@/ui/use-media";
import type { GuestActions } from "./guest-actions";
import { GuestCards } from "./guest-cards";
import { GuestFilters } from "./guest-filters";
import { countByStatus, filterGuests, type StatusFilter } from "./guest-status";
import { GuestsTable } from "./guests-table";
import type { useGuests } from "./use-guests";

interface GuestListProps {
  guests: Guest[];
  source: ReturnType<typeof useGuests>;
  actions: GuestActions;
  onInvite: () => void;
}

/** The guests that match the filter and the search: a table on wide screens, cards on others. */
export function GuestList({ guests, source, actions, onInvite }: GuestListProps) {
  const [status, setStatus] = useState<StatusFilter>("all");
  const [text, setText] = useState("");
  const wide = useMedia("(min-width: 64rem)");
  // On this width each fact has a column of its own, even with the sidebar.
  const roomy = useMedia("(min-width: 72rem)");
  if (guests.length === 0) {
    return (
      <EmptyState
        icon={<UserRoundPlus />}
        title="Nobody from outside yet"
        action={
          <Button variant="primary" onClick={onInvite}>
            Invite a guest
          </Button>
        }
      >
        A guest sees only the channels you choose, for as long as you choose, and can be cut off
        everywhere at once.
      </EmptyState>
    );
  }
  const shown = filterGuests(guests, { status, text, keep: source.justCut });
  return (
    <>
      <GuestFilters
        status={status}
        onStatus={(next) => {
          source.forgetJustCut();
          setStatus(next);
        }}
        text={text}
        onText={setText}
        counts={countByStatus(guests)}
      />
      {shown.length > 0 && wide && (
        <GuestsTable guests={shown} channels={source.channels} actions={actions} roomy={roomy} />
      )}
      {shown.length > 0 && !wide && (
        <GuestCards guests={shown} channels={source.channels} actions={actions} />
      )}
      {shown.length === 0 && (
        <EmptyState
          icon={<UserRoundX />}
          title="No guest matches"
          action={
            <Button
              onClick={() => {
                setStatus("all");
                setText("");
              }}
            >
              Show all guests
            </Button>
          }
        />
      )}
    </>
  );
}
