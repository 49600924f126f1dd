"use client";

import { UserRoundPlus, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DrillPanel } from "@/ui/drills/drill-panel";
import { GuestRequests } from "@/ui/guest-requests/guest-requests";
import { UnansweredGuests } from "@/ui/sponsors/unanswered-guests";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { Button } from "@/ui/primitives/button";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { INVITE_BUTTON_ID } from "@/ui/members/pending-invites";
import { MANY_BUTTON_ID } from "./bulk/bulk-dialog";
import { SelectionBar } from "./bulk/selection-bar";
import { useSelection } from "./bulk/use-selection";
import type { GuestActions } from "./guest-actions";
import { GuestDialogs, type OpenDialog } from "./guest-dialogs";
import { guestPath } from "./guest-path";
import { GuestList } from "./guest-list";
import { EVERY_GUEST, type GuestQuery, isFiltered, readAllIds, toChosen } from "./guest-query";
import { PendingGuestInvites } from "./invite/pending-guest-invites";
import { useConfirmCut } from "./use-confirm-cut";
import { useGuests } from "./use-guests";
import { useRestore } from "./use-restore";

interface GuestsPageProps {
  workspace: { slug: string; name: string };
  /** Whether invitations to an address are sent by mail. */
  sendsMail: boolean;
}

/** The guests of a workspace: who admitted them, until when, and the button that ends their access. */
export function GuestsPage({ workspace, sendsMail }: GuestsPageProps) {
  const router = useRouter();
  const [query, setQuery] = useState(EVERY_GUEST);
  const guests = useGuests(workspace.slug, query);
  const selection = useSelection(guests.guests.map(({ id }) => id));
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const restore = useRestore(guests.putGuest);
  const confirmCut = useConfirmCut(guests.putCut);
  const actions: GuestActions = {
    revoke: (guest) => setDialog({ kind: "revoke", guest }),
    restore: (guest) => setDialog({ kind: "restore", guest }),
    confirmCut,
    seeAs: (guest) => router.push(`${guestPath(workspace.slug, guest.id)}/view`),
    openReport: (guest) => router.push(guestPath(workspace.slug, guest.id)),
    changeAccess: (guest) => setDialog({ kind: "access", guest }),
    changeChannels: (guest) => setDialog({ kind: "channels", guest }),
    changeSponsor: (guest) => setDialog({ kind: "sponsor", guest }),
    signOut: (guest) => setDialog({ kind: "sign-out", guest }),
    makePasswordLink: (guest) => setDialog({ kind: "password-link", guest }),
    promote: (guest) => setDialog({ kind: "promote", guest }),
    remove: (guest) => setDialog({ kind: "remove", guest }),
    many: (action) => setDialog({ kind: "many", action, ids: [...selection.ids] }),
  };
  const invite = () => setDialog({ kind: "invite" });
  const changeQuery = (change: Partial<GuestQuery>) => {
    guests.forgetJustCut();
    selection.clear();
    setQuery((before) => ({ ...before, ...change }));
  };

  return (
    <>
      <WorkspacePageTitle>{ADMIN_PAGES.guests.name}</WorkspacePageTitle>
      <PageHeader title={ADMIN_PAGES.guests.name} aside={guests.list?.counts.all || undefined}>
        <Button
          id={MANY_BUTTON_ID}
          onClick={() => setDialog({ kind: "many", action: "revoke", start: toChosen(query) })}
          disabled={guests.list?.counts.all === 0 && !isFiltered(query)}
        >
          <UsersRound aria-hidden />
          <span className="max-sm:sr-only">Revoke many…</span>
        </Button>
        <Button id={INVITE_BUTTON_ID} variant="primary" onClick={invite}>
          <UserRoundPlus aria-hidden />
          <span>
            Invite<span className="max-sm:sr-only"> guest</span>
          </span>
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {guests.failure && (
          <RetryAlert
            className="m-4 md:mx-5"
            failure={guests.failure}
            onRetry={() => void guests.load()}
          />
        )}
        <GuestRequests slug={workspace.slug} channels={guests.channels} />
        <UnansweredGuests />
        {!guests.list && !guests.failure && <SkeletonRows label="Loading guests" />}
        {guests.list && (
          <GuestList
            query={query}
            onQuery={changeQuery}
            source={guests}
            selection={selection}
            actions={actions}
            onInvite={invite}
            onDownload={() => setDialog({ kind: "csv" })}
          />
        )}
        {guests.list && (
          <PendingGuestInvites
            workspace={workspace}
            sendsMail={sendsMail}
            invites={guests.list.invites}
            channels={guests.channels}
            onWithdraw={(invitation) => setDialog({ kind: "withdraw", invite: invitation })}
          />
        )}
        <DrillPanel slug={workspace.slug} />
      </div>
      <SelectionBar
        selection={selection}
        guests={guests.guests}
        matching={guests.list?.counts[query.status] ?? 0}
        readAllIds={() => readAllIds(guests.path)}
        onAct={actions.many}
      />
      <GuestDialogs
        workspace={workspace}
        sendsMail={sendsMail}
        open={dialog}
        source={guests}
        onRestore={(guest) => void restore(guest)}
        onManyDone={(action, { guests: changed }) => {
          if (action === "revoke") guests.putCut(...changed);
          else if (action === "remove") guests.dropGuests(changed.map(({ id }) => id));
          else void guests.load();
          selection.clear();
        }}
        onClose={() => setDialog(null)}
      />
    </>
  );
}
