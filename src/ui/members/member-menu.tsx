"use client";

import { Ellipsis, KeyRound, LogOut, UserRoundCog, UserRoundMinus, UserRoundX } from "lucide-react";
import type { Member } from "@/lib/api-types";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";

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

interface MemberMenuProps {
  member: Member;
  isMe: boolean;
  isBelow: boolean;
  actions: MemberActions;
}

export function MemberMenu({ member, isMe, isBelow, actions }: MemberMenuProps) {
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
