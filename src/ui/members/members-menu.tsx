"use client";

import { Ellipsis, LogOut } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";

const ID = "members-menu";

/** The actions of an owner that affect all members at once. */
export function MembersMenu({ onSignOutAll }: { onSignOutAll: () => void }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton id={ID} label="More for everybody" tooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onSignOutAll}>
          <LogOut aria-hidden />
          Sign everybody out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Finds the element that gets the focus back. */
export const findMembersMenu = () => document.getElementById(ID);
