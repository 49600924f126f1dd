"use client";

import { UserRoundPlus, UserRoundX } from "lucide-react";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { useAction } from "@/ui/use-action";
import { useMedia } from "@/ui/use-media";
import type { Selection } from "./bulk/use-selection";
import type { GuestActions } from "./guest-actions";
import { GuestCards } from "./guest-cards";
import { GuestFilters } from "./guest-filters";
import { EVERY_GUEST, type GuestQuery, isFiltered } from "./guest-query";
import { GuestsTable } from "./guests-table";
import type { useGuests } from "./use-guests";

interface GuestListProps {
  query: GuestQuery;
  onQuery: (change: Partial<GuestQuery>) => void;
  source: ReturnType<typeof useGuests>;
  selection: Selection;
  actions: GuestActions;
  onInvite: () => void;
  onDownload: () => void;
}

/** The guests that match the filter and the search: a table on wide screens, cards on others. */
export function GuestList(props: GuestListProps) {
  const { query, onQuery, source, selection, actions, onInvite, onDownload } = props;
  const { guests, list, channels } = source;
  const wide = useMedia("(min-width: 64rem)");
  // On this width each fact has a column of its own, even with the sidebar.
  const roomy = useMedia("(min-width: 80rem)");
  const more = useAction(source.loadMore);
  if (!list) return null;
  if (guests.length === 0 && list.counts.all === 0 && !isFiltered(query)) {
    return (
      <EmptyState
        icon={<UserRoundPlus />}
        title="Nobody is invited yet"
        action={
          <Button variant="primary" onClick={onInvite}>
            Invite a guest
          </Button>
        }
      >
        A guest sees only the channels you choose, for as long as you choose. You can revoke their
        access everywhere at once.
      </EmptyState>
    );
  }
  const shown = { guests, channels, actions, selection };
  return (
    <>
      <GuestFilters
        query={query}
        onQuery={onQuery}
        channels={channels}
        counts={list.counts}
        groups={list.groups}
        onDownload={onDownload}
      />
      {guests.length > 0 && wide && <GuestsTable {...shown} roomy={roomy} />}
      {guests.length > 0 && !wide && <GuestCards {...shown} />}
      {list.next !== null && (
        <div className="flex justify-center p-5">
          <Button busy={more.busy} onClick={() => void more.run()}>
            Show more guests
          </Button>
        </div>
      )}
      {guests.length === 0 && list.next === null && (
        <EmptyState
          icon={<UserRoundX />}
          title="No guest matches"
          action={<Button onClick={() => onQuery(EVERY_GUEST)}>Show all guests</Button>}
        />
      )}
    </>
  );
}
