"use client";

import { Ellipsis, Link2, PencilLine, Send } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";

export interface InviteActions {
  change: () => void;
  renew: () => void;
}

interface InviteMenuProps extends InviteActions {
  id: string;
  /** Whom the invitation is for, and who made it. */
  about: string;
  /** A new link is sent to its address by mail. */
  isMailed: boolean;
}

/** What can be done with a pending invitation, besides withdrawing it. */
export function InviteMenu({ id, about, isMailed, change, renew }: InviteMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton id={id} label={`More for ${about}`} tooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={change}>
          <PencilLine aria-hidden />
          Change
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={renew}>
          {isMailed ? <Send aria-hidden /> : <Link2 aria-hidden />}
          {isMailed ? "Send again" : "New link"}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
