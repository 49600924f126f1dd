"use client";

import {
  Ellipsis,
  KeyRound,
  LogOut,
  MessageSquare,
  UserRoundCog,
  UserRoundMinus,
  UserRoundX,
} from "lucide-react";
import type { Member } from "@/lib/api-types";
import { useMessagePerson } from "@/ui/people/use-open-direct";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { ROLE_NAMES } from "@/ui/people/role-names";
import { Badge } from "@/ui/primitives/badge";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";
import { useMedia } from "@/ui/use-media";
import type { Teammate } from "./use-members";

export interface MemberActions {
  changeRole: (member: Member) => void;
  /** Not offered for the user's own row: their devices are in their settings. */
  signOut: (member: Member) => void;
  /** Offered only for members whose role is below the user's. */
  makePasswordLink: (member: Member) => void;
  /** Not offered for the user's own row. */
  demote: (member: Member) => void;
  remove: (member: Member) => void;
}

interface MembersTableProps {
  members: Teammate[];
  me: string;
  /** Null for users who may not change any member. */
  actions: MemberActions | null;
  mayChange: (member: Member) => boolean;
  isBelow: (member: Member) => boolean;
}

export function MembersTable({ members, me, actions, mayChange, isBelow }: MembersTableProps) {
  // On a phone the role is shown below the name: a column of its own would leave no room for the name.
  const roomy = useMedia("(min-width: 40rem)");
  return (
    <Table aria-label="Members" className="border-t">
      <thead>
        <tr>
          <TableHead>Name</TableHead>
          {roomy && <TableHead>Role</TableHead>}
          {actions && <TableHead className="hidden @2xl:table-cell">Since</TableHead>}
          <TableHead>
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {members.map(({ userId, name, role, member }) => (
          <TableRow key={userId} id={toMemberRowId(userId)} tabIndex={-1}>
            <TableCell className="max-w-0">
              <span className="flex items-center gap-3 normal-nums">
                <PersonAvatar id={userId} name={name} />
                <span className="min-w-0">
                  <span className="flex items-center gap-2">
                    <span className="truncate font-medium max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
                      {name}
                    </span>
                    {userId === me && <Badge>You</Badge>}
                  </span>
                  <span className="block truncate text-ink-faint text-meta max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
                    {[!roomy && nameRole(role, member), member?.email].filter(Boolean).join(" · ")}
                  </span>
                </span>
              </span>
            </TableCell>
            {roomy && <TableCell className="w-1/4 text-ink-soft">{ROLE_NAMES[role]}</TableCell>}
            {actions && member && (
              <TableCell className="hidden w-40 whitespace-nowrap text-ink-soft @2xl:table-cell">
                <Time at={member.createdAt} show="day" />
              </TableCell>
            )}
            <TableCell className="w-px whitespace-nowrap text-right sm:w-28">
              <span className="inline-flex">
                {userId !== me && <MessageButton userId={userId} name={name} />}
                {actions && member && mayChange(member) && (
                  <MemberMenu
                    member={member}
                    isMe={userId === me}
                    isBelow={isBelow(member)}
                    actions={actions}
                  />
                )}
              </span>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** On a phone the address has the line to itself: most are members, so only other roles are named. */
const nameRole = (role: Teammate["role"], member: Member | null) =>
  role === "member" && member ? null : ROLE_NAMES[role];

function MessageButton({ userId, name }: { userId: string; name: string }) {
  const message = useMessagePerson();
  return (
    <IconButton label={`Message ${name}`} onClick={() => void message(userId)}>
      <MessageSquare />
    </IconButton>
  );
}

interface MemberMenuProps {
  member: Member;
  isMe: boolean;
  isBelow: boolean;
  actions: MemberActions;
}

function MemberMenu({ member, isMe, isBelow, actions }: MemberMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`More for ${member.name}`} tooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => actions.changeRole(member)}>
          <UserRoundCog aria-hidden />
          Change role
        </DropdownMenuItem>
        {!isMe && (
          <DropdownMenuItem onSelect={() => actions.signOut(member)}>
            <LogOut aria-hidden />
            Sign out everywhere
          </DropdownMenuItem>
        )}
        {!isMe && isBelow && (
          <DropdownMenuItem onSelect={() => actions.makePasswordLink(member)}>
            <KeyRound aria-hidden />
            Make a link for a new password
          </DropdownMenuItem>
        )}
        {!isMe && !isBelow && (
          <DropdownMenuItem disabled className="h-auto py-1.5 coarse:h-auto">
            <KeyRound aria-hidden />
            {member.role === "owner"
              ? "An owner who forgot their password asks the person who runs the server"
              : "An admin who forgot their password asks an owner"}
          </DropdownMenuItem>
        )}
        {!isMe && (
          <DropdownMenuItem onSelect={() => actions.demote(member)}>
            <UserRoundX aria-hidden />
            Make a guest
          </DropdownMenuItem>
        )}
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="cut" onSelect={() => actions.remove(member)}>
          <UserRoundMinus aria-hidden />
          Remove from workspace
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function toMemberRowId(userId: string): string {
  return `member-${userId}`;
}

/** The row that gets the focus back when a dialog about a member closes. */
export function findMemberRow(userId: string): HTMLElement | null {
  return document.getElementById(toMemberRowId(userId));
}
