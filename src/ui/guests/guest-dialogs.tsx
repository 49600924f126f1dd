"use client";

import type { Guest, GuestInvite } from "@/lib/api-types";
import { PasswordLinkDialog } from "@/ui/members/password-link-dialog";
import { SignOutPersonDialog } from "@/ui/members/sign-out-dialog";
import { WithdrawDialog } from "@/ui/members/withdraw-dialog";
import { SponsorDialog } from "@/ui/sponsors/sponsor-dialog";
import { AccessDialog } from "./access-dialog";
import type { BulkAction, BulkAnswer } from "./bulk/bulk-action";
import { BulkDialog } from "./bulk/bulk-dialog";
import type { ChosenGuests } from "./bulk/choose-guests";
import { ChannelsDialog } from "./channels-dialog";
import { CsvDialog } from "./csv-dialog";
import { InviteDialog } from "./invite/invite-dialog";
import { PromoteDialog } from "./promote-dialog";
import { RemoveDialog } from "./remove-dialog";
import { RestoreDialog } from "./restore-dialog";
import { RevokeDialog } from "./revoke-dialog";
import { findRow } from "./row-id";
import type { useGuests } from "./use-guests";

export type OpenDialog =
  | { kind: "invite" }
  | { kind: "csv" }
  | { kind: "many"; action: BulkAction; ids?: string[]; start?: ChosenGuests | undefined }
  | { kind: "withdraw"; invite: GuestInvite }
  | {
      kind:
        | "revoke"
        | "restore"
        | "access"
        | "channels"
        | "sponsor"
        | "sign-out"
        | "password-link"
        | "promote"
        | "remove";
      guest: Guest;
    };

interface GuestDialogsProps {
  workspace: { slug: string; name: string };
  sendsMail: boolean;
  open: OpenDialog | null;
  source: ReturnType<typeof useGuests>;
  onRestore: (guest: Guest) => void;
  /** After a change of many guests at once. */
  onManyDone: (action: BulkAction, answer: BulkAnswer) => void;
  onClose: () => void;
}

/** The dialog that is open. It shows the guest in their present state, not as they were at the click. */
export function GuestDialogs(props: GuestDialogsProps) {
  const { workspace, sendsMail, open, source, onRestore, onManyDone, onClose } = props;
  if (!open) return null;
  if (open.kind === "invite") {
    return (
      <InviteDialog
        workspace={workspace}
        sendsMail={sendsMail}
        channels={source.channels}
        onClose={onClose}
        onInvited={source.load}
      />
    );
  }
  if (open.kind === "csv") {
    return (
      <CsvDialog
        title="Download CSV"
        hint="The guests that the filter and the search show, of those who joined on these days."
        path={source.path.replace("/api/admin/guest?", "/api/admin/guest.csv?")}
        onClose={onClose}
      />
    );
  }
  if (open.kind === "many") {
    return (
      <BulkDialog
        workspace={workspace}
        channels={source.channels}
        action={open.action}
        {...(open.ids && { ids: open.ids })}
        start={open.start}
        onDone={onManyDone}
        onClose={onClose}
      />
    );
  }
  if (open.kind === "withdraw") {
    return (
      <WithdrawDialog
        workspace={workspace}
        invite={open.invite}
        onClose={onClose}
        onGone={source.dropInvite}
      />
    );
  }
  const guest = source.list?.guests.find((one) => one.id === open.guest.id) ?? open.guest;
  const about = { guest, workspace, onClose };
  const person = { name: guest.name, onClose, returnFocus: () => findRow(guest.id) };
  const path = `/api/admin/guest/${guest.id}`;
  if (open.kind === "revoke") {
    return <RevokeDialog {...about} onRevoked={source.putCut} />;
  }
  if (open.kind === "restore") {
    return <RestoreDialog {...about} channels={source.channels} onRestore={onRestore} />;
  }
  if (open.kind === "sign-out") {
    return <SignOutPersonDialog {...person} path={`${path}/sign-out`} />;
  }
  if (open.kind === "password-link") {
    return <PasswordLinkDialog {...person} path={`${path}/password-link`} />;
  }
  const drop = (id: string) => source.dropGuests([id]);
  if (open.kind === "promote") return <PromoteDialog {...about} onPromoted={drop} />;
  if (open.kind === "remove") return <RemoveDialog {...about} onRemoved={drop} />;
  if (open.kind === "sponsor") {
    const put = (changed: Guest[]) => changed.forEach(source.putGuest);
    return <SponsorDialog {...person} guests={[guest]} onChanged={put} />;
  }
  if (open.kind === "access") return <AccessDialog {...about} onChanged={source.putGuest} />;
  return <ChannelsDialog {...about} channels={source.channels} onChanged={source.putGuest} />;
}
