"use client";

import { UserRoundPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { DrillPanel } from "@/ui/drills/drill-panel";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { Button } from "@/ui/primitives/button";
import { Alert } from "@/ui/primitives/alert";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { INVITE_BUTTON_ID } from "@/ui/members/pending-invites";
import type { GuestActions } from "./guest-actions";
import { GuestDialogs, type OpenDialog } from "./guest-dialogs";
import { guestPath } from "./guest-path";
import { GuestList } from "./guest-list";
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
  const guests = useGuests(workspace.slug);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const restore = useRestore(guests.putGuest);
  const confirmCut = useConfirmCut(guests.putCut);
  const actions: GuestActions = {
    revoke: (guest) => setDialog({ kind: "revoke", guest }),
    restore: (guest) => void restore(guest),
    confirmCut,
    askToRestore: (guest) => setDialog({ kind: "restore", guest }),
    seeAs: (guest) => router.push(`${guestPath(workspace.slug, guest.id)}/view`),
    openReport: (guest) => router.push(guestPath(workspace.slug, guest.id)),
    changeAccess: (guest) => setDialog({ kind: "access", guest }),
    changeChannels: (guest) => setDialog({ kind: "channels", guest }),
    signOut: (guest) => setDialog({ kind: "sign-out", guest }),
    makePasswordLink: (guest) => setDialog({ kind: "password-link", guest }),
    promote: (guest) => setDialog({ kind: "promote", guest }),
    remove: (guest) => setDialog({ kind: "remove", guest }),
  };
  const invite = () => setDialog({ kind: "invite" });

  return (
    <>
      <WorkspacePageTitle>{ADMIN_PAGES.guests.name}</WorkspacePageTitle>
      <PageHeader title={ADMIN_PAGES.guests.name} aside={guests.list?.guests.length || undefined}>
        <Button id={INVITE_BUTTON_ID} variant="primary" onClick={invite}>
          <UserRoundPlus aria-hidden />
          <span>
            Invite<span className="max-sm:sr-only"> guest</span>
          </span>
        </Button>
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {guests.failure && (
          <Alert className="m-4 md:mx-5">
            {guests.failure}{" "}
            <Button variant="link" onClick={() => void guests.load()}>
              Try again
            </Button>
          </Alert>
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
      <GuestDialogs
        workspace={workspace}
        sendsMail={sendsMail}
        open={dialog}
        source={guests}
        onRestore={(guest) => void restore(guest)}
        onClose={() => setDialog(null)}
      />
    </>
  );
}
