"use client";

import { UserRoundPlus, UserRoundX } from "lucide-react";
import { useState } from "react";
import type { Guest } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { EmptyState } from "@/ui/primitives/empty-state";
import { Notice } from "@/ui/primitives/notice";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { useNow } from "@/ui/primitives/time";
import { useMedia } from "@/ui/use-media";
import type { GuestActions } from "./guest-actions";
import { GuestCards } from "./guest-cards";
import { GuestDialogs, type OpenDialog } from "./guest-dialogs";
import { GuestFilters } from "./guest-filters";
import { countByStatus, filterGuests, type StatusFilter } from "./guest-status";
import { GuestsTable } from "./guests-table";
import { PendingInvites } from "./pending-invites";
import { useGuests } from "./use-guests";
import { useRestore } from "./use-restore";

interface GuestsPageProps {
  workspace: { slug: string; name: string };
}

/** Who is here from outside, who let them in, until when; and the button that ends it. */
export function GuestsPage({ workspace }: GuestsPageProps) {
  const guests = useGuests(workspace.slug);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const restore = useRestore(guests.putGuest);
  const actions: GuestActions = {
    revoke: (guest) => setDialog({ kind: "revoke", guest }),
    restore,
    changeAccess: (guest) => setDialog({ kind: "access", guest }),
    changeChannels: (guest) => setDialog({ kind: "channels", guest }),
    remove: (guest) => setDialog({ kind: "remove", guest }),
  };
  const invite = () => setDialog({ kind: "invite" });

  return (
    <>
      <PageHeader title="Guests" aside={guests.list?.guests.length || undefined}>
        <Button variant="primary" onClick={invite}>
          <UserRoundPlus aria-hidden />
          Invite guest
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {guests.failure && (
          <Notice className="m-4 md:mx-5">
            {guests.failure}{" "}
            <Button variant="link" onClick={() => void guests.load()}>
              Try again
            </Button>
          </Notice>
        )}
        {!guests.list && !guests.failure && <SkeletonRows label="Loading guests" />}
        {guests.list && (
          <GuestList
            guests={guests.list.guests}
            source={guests}
            actions={actions}
            onInvite={invite}
          />
        )}
        {guests.list && <PendingInvites invites={guests.list.invites} channels={guests.channels} />}
      </div>
      <GuestDialogs
        workspace={workspace}
        open={dialog}
        source={guests}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

interface GuestListProps {
  guests: Guest[];
  source: ReturnType<typeof useGuests>;
  actions: GuestActions;
  onInvite: () => void;
}

function GuestList({ guests, source, actions, onInvite }: GuestListProps) {
  const [status, setStatus] = useState<StatusFilter>("all");
  const [text, setText] = useState("");
  const now = useNow() ?? Date.now();
  const wide = useMedia("(min-width: 64rem)");
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
  const shown = filterGuests(guests, { status, text, now, keep: source.justCut });
  const List = wide ? GuestsTable : GuestCards;
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
        counts={countByStatus(guests, now)}
      />
      {shown.length > 0 ? (
        <List
          guests={shown}
          now={now}
          channels={source.channels}
          receipts={source.receipts}
          actions={actions}
        />
      ) : (
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
