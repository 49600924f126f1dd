"use client";

import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import type { Member, MemberRole } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { ADMIN_PAGES } from "@/ui/shell/admin-pages";
import { WorkspacePageTitle } from "@/ui/shell/workspace-page-title";
import { useMay, useRole } from "@/ui/shell/use-may";
import { Button } from "@/ui/primitives/button";
import { SearchInput } from "@/ui/primitives/search-input";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { RetryAlert } from "@/ui/primitives/retry-alert";
import { type MemberDialog, MemberDialogSlot } from "./member-dialog-slot";
import { MembersMenu } from "./members-menu";
import { MembersTable } from "./members-table";
import { INVITE_BUTTON_ID, PendingInvite, PendingInvites } from "./pending-invites";
import { type Teammate, useMembers } from "./use-members";

interface MembersPageProps {
  workspace: { slug: string; name: string };
  me: string;
}

/** The roles that the user may give. Members with another role cannot be changed by the user. */
const OF_OWNERS: MemberRole[] = ["member", "admin", "owner"];
const OF_ADMINS: MemberRole[] = ["member", "admin"];

/** The members of the workspace. Guests have a page of their own. */
export function MembersPage({ workspace, me }: MembersPageProps) {
  const as = useRole();
  const mayInvite = useMay("member.invite");
  const manages = useMay("member.manage");
  const maySignOutAll = useMay("workspace.signOut");
  const roles = as === "owner" ? OF_OWNERS : OF_ADMINS;
  const { team, failure, load } = useMembers(workspace.slug);
  const [text, setText] = useState("");
  const [dialog, setDialog] = useState<MemberDialog | null>(null);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const shown = team && filterMembers(team.members, text);

  /** After a change of the user's own role the connection comes back, and with it the list. Before that the server may refuse it. */
  async function reload(changed: Member) {
    if (changed.userId !== me) await load();
  }

  return (
    <>
      <WorkspacePageTitle>{ADMIN_PAGES.members.name}</WorkspacePageTitle>
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
      <div ref={setScroller} className="@container min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <RetryAlert className="m-4 md:mx-5" failure={failure} onRetry={() => void load()} />
        )}
        {!team && !failure && <SkeletonRows label="Loading members" />}
        {shown && (
          <>
            <div className="flex px-4 py-3 md:px-5">
              <SearchInput
                label="Search members"
                className="h-8 w-full sm:ml-auto sm:w-60 coarse:h-11"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            <MembersTable
              members={shown}
              scroller={scroller}
              me={me}
              mayChange={(member) => roles.includes(member.role)}
              isBelow={({ role }) => role === "member" || (role === "admin" && as === "owner")}
              actions={
                manages
                  ? {
                      changeRole: (member) => setDialog({ kind: "role", member }),
                      signOut: (member) => setDialog({ kind: "sign-out", member }),
                      makePasswordLink: (member) => setDialog({ kind: "password-link", member }),
                      demote: (member) => setDialog({ kind: "demote", member }),
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
      <MemberDialogSlot
        workspace={workspace}
        roles={roles}
        dialog={dialog}
        onClose={() => setDialog(null)}
        onInvitesChanged={load}
        onMemberChanged={reload}
      />
    </>
  );
}

function filterMembers(members: Teammate[], text: string): Teammate[] {
  const needle = foldText(text);
  return members.filter(({ name, member }) =>
    foldText(`${name} ${member?.email ?? ""}`).includes(needle),
  );
}
