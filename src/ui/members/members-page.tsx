"use client";

import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import type { Member, MemberInvite, MemberRole } from "@/lib/api-types";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { PlaceTitle } from "@/ui/shell/place-title";
import { useMay, useRole } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";
import { Alert } from "@/ui/primitives/alert";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { InviteMemberDialog } from "./invite-member-dialog";
import { findMembersMenu, MembersMenu } from "./members-menu";
import { findMemberRow, MembersTable } from "./members-table";
import { INVITE_BUTTON_ID, PendingInvite, PendingInvites } from "./pending-invites";
import { PasswordLinkDialog } from "./password-link-dialog";
import { RemoveMemberDialog } from "./remove-member-dialog";
import { RoleDialog } from "./role-dialog";
import { SignOutDialog, SignOutPersonDialog } from "./sign-out-dialog";
import { type Teammate, useMembers } from "./use-members";
import { WithdrawDialog } from "./withdraw-dialog";

interface MembersPageProps {
  workspace: { slug: string; name: string };
  me: string;
}

/** The roles that a reader may give and take; somebody with another role is out of their reach. */
const OF_OWNERS: MemberRole[] = ["member", "admin", "owner"];
const OF_ADMINS: MemberRole[] = ["member", "admin"];

type OpenDialog =
  | { kind: "invite" }
  | { kind: "withdraw"; invite: MemberInvite }
  | { kind: "role" | "remove" | "sign-out" | "password-link"; member: Member }
  | { kind: "sign-out-all" };

/** The team itself; guests have a page of their own. */
export function MembersPage({ workspace, me }: MembersPageProps) {
  const as = useRole();
  const mayInvite = useMay("member.invite");
  const manages = useMay("member.manage");
  const maySignOutAll = useMay("workspace.signOut");
  const roles = as === "owner" ? OF_OWNERS : OF_ADMINS;
  const { team, failure, load } = useMembers(workspace.slug);
  const [text, setText] = useState("");
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const close = () => setDialog(null);
  const shown = team && filterMembers(team.members, text);

  /** With one's own role the connection comes back, and then the list: until then one might not ask. */
  async function reload(changed: Member) {
    if (changed.userId !== me) await load();
  }

  return (
    <>
      <PlaceTitle>{ADMIN_PAGES.members.name}</PlaceTitle>
      <PageHeader title={ADMIN_PAGES.members.name} aside={team?.members.length}>
        {mayInvite && (
          <Button
            id={INVITE_BUTTON_ID}
            variant="primary"
            onClick={() => setDialog({ kind: "invite" })}
          >
            <UserRoundPlus aria-hidden />
            <span>
              Invite<span className="max-sm:sr-only"> member</span>
            </span>
          </Button>
        )}
        {maySignOutAll && <MembersMenu onSignOutAll={() => setDialog({ kind: "sign-out-all" })} />}
      </PageHeader>
      <div className="@container min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <Alert className="m-4 md:mx-5">
            {failure}{" "}
            <Button variant="link" onClick={() => void load()}>
              Try again
            </Button>
          </Alert>
        )}
        {!team && !failure && <SkeletonRows label="Loading members" />}
        {shown && (
          <>
            <div className="px-4 py-3 md:px-5">
              <Input
                type="search"
                aria-label="Search members"
                placeholder="Search members"
                className="h-8 sm:w-60"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            <MembersTable
              members={shown}
              me={me}
              mayChange={(member) => roles.includes(member.role)}
              isBelow={({ role }) => role === "member" || (role === "admin" && as === "owner")}
              actions={
                manages
                  ? {
                      changeRole: (member) => setDialog({ kind: "role", member }),
                      signOut: (member) => setDialog({ kind: "sign-out", member }),
                      makePasswordLink: (member) => setDialog({ kind: "password-link", member }),
                      remove: (member) => setDialog({ kind: "remove", member }),
                    }
                  : null
              }
            />
            {shown.length === 0 && (
              <p className="px-5 py-8 text-center text-ink-soft">Nobody has that name.</p>
            )}
            <PendingInvites>
              {team.invites.map((invite) => (
                <PendingInvite
                  key={invite.id}
                  invite={invite}
                  name={invite.role === "admin" ? "A new admin" : "A new member"}
                  onWithdraw={() => setDialog({ kind: "withdraw", invite })}
                />
              ))}
            </PendingInvites>
          </>
        )}
      </div>
      {dialog?.kind === "invite" && (
        <InviteMemberDialog workspace={workspace} onClose={close} onCreated={load} />
      )}
      {dialog?.kind === "withdraw" && (
        <WithdrawDialog
          workspace={workspace}
          invite={dialog.invite}
          onClose={close}
          onGone={load}
        />
      )}
      {dialog?.kind === "role" && (
        <RoleDialog
          slug={workspace.slug}
          member={dialog.member}
          roles={roles}
          onClose={close}
          onChanged={() => reload(dialog.member)}
        />
      )}
      {dialog?.kind === "sign-out" && (
        <SignOutPersonDialog
          name={dialog.member.name}
          path={`/api/workspaces/${encodeURIComponent(workspace.slug)}/members/${dialog.member.id}/sign-out`}
          onClose={close}
          returnFocus={() => findMemberRow(dialog.member.userId)}
        />
      )}
      {dialog?.kind === "password-link" && (
        <PasswordLinkDialog
          name={dialog.member.name}
          path={`/api/workspaces/${encodeURIComponent(workspace.slug)}/members/${dialog.member.id}/password-link`}
          onClose={close}
          returnFocus={() => findMemberRow(dialog.member.userId)}
        />
      )}
      {dialog?.kind === "sign-out-all" && (
        <SignOutDialog
          title="Sign everybody out?"
          path={`/api/workspaces/${encodeURIComponent(workspace.slug)}/sign-out`}
          done="Everybody is signed out"
          onClose={close}
          returnFocus={findMembersMenu}
        >
          All members and guests of {workspace.name} are signed out at once, on every device and in
          other workspaces too, and you everywhere but here. They can sign in again.
        </SignOutDialog>
      )}
      {dialog?.kind === "remove" && (
        <RemoveMemberDialog
          workspace={workspace}
          member={dialog.member}
          onClose={close}
          onRemoved={() => reload(dialog.member)}
        />
      )}
    </>
  );
}

function filterMembers(members: Teammate[], text: string): Teammate[] {
  const needle = text.trim().toLocaleLowerCase();
  return members.filter(({ name, member }) =>
    `${name} ${member?.email ?? ""}`.toLocaleLowerCase().includes(needle),
  );
}
