"use client";

import type { Member, MemberInvite, MemberRole } from "@/lib/api-types";
import { late } from "@/ui/primitives/late";
import { InviteMemberDialog } from "./invite-member-dialog";
import { findMembersMenu } from "./members-menu";
import { findMemberRow } from "./members-table";
import { PasswordLinkDialog } from "./password-link-dialog";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { RoleDialog } from "./role-dialog";
import { SignOutDialog, SignOutPersonDialog } from "./sign-out-dialog";
import { WithdrawDialog } from "./withdraw-dialog";

/** It brings the fields of an invitation along, which the page needs for nothing else. */
const Demote = late(async () => (await import("./demote-dialog")).DemoteDialog);

/** The dialog that is open on the page of members. */
export type MemberDialog =
  | { kind: "invite" }
  | { kind: "withdraw"; invite: MemberInvite }
  | { kind: "role" | "remove" | "sign-out" | "password-link" | "demote"; member: Member }
  | { kind: "sign-out-all" };

interface MemberDialogSlotProps {
  workspace: { slug: string; name: string };
  /** The roles that the user may give. */
  roles: MemberRole[];
  dialog: MemberDialog | null;
  onClose: () => void;
  onInvitesChanged: () => Promise<void>;
  onMemberChanged: (member: Member) => Promise<void>;
}

export function MemberDialogSlot(props: MemberDialogSlotProps) {
  const { workspace, roles, dialog, onClose, onInvitesChanged, onMemberChanged } = props;
  const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}`;
  switch (dialog?.kind) {
    case undefined:
      return null;
    case "invite":
      return (
        <InviteMemberDialog workspace={workspace} onClose={onClose} onCreated={onInvitesChanged} />
      );
    case "withdraw":
      return (
        <WithdrawDialog
          workspace={workspace}
          invite={dialog.invite}
          onClose={onClose}
          onGone={onInvitesChanged}
        />
      );
    case "role":
      return (
        <RoleDialog
          slug={workspace.slug}
          member={dialog.member}
          roles={roles}
          onClose={onClose}
          onChanged={() => onMemberChanged(dialog.member)}
        />
      );
    case "sign-out":
      return (
        <SignOutPersonDialog
          name={dialog.member.name}
          path={`${path}/members/${dialog.member.id}/sign-out`}
          onClose={onClose}
          returnFocus={() => findMemberRow(dialog.member.userId)}
        />
      );
    case "password-link":
      return (
        <PasswordLinkDialog
          name={dialog.member.name}
          path={`${path}/members/${dialog.member.id}/password-link`}
          onClose={onClose}
          returnFocus={() => findMemberRow(dialog.member.userId)}
        />
      );
    case "demote":
      return (
        <Demote
          workspace={workspace}
          member={dialog.member}
          onClose={onClose}
          onMissing={onClose}
          onDemoted={() => onMemberChanged(dialog.member)}
        />
      );
    case "remove":
      return (
        <RemoveMemberDialog
          workspace={workspace}
          member={dialog.member}
          onClose={onClose}
          onRemoved={() => onMemberChanged(dialog.member)}
        />
      );
    case "sign-out-all":
      return (
        <SignOutDialog
          title="Sign everybody out?"
          path={`${path}/sign-out`}
          done="Everybody is signed out"
          onClose={onClose}
          returnFocus={findMembersMenu}
        >
          All members and guests of {workspace.name} are signed out at once, on every device and in
          other workspaces too, and you everywhere but here. They can sign in again.
        </SignOutDialog>
      );
  }
}
