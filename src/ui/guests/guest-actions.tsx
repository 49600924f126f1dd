"use client";

import {
  CalendarClock,
  Ellipsis,
  Eye,
  FileText,
  Handshake,
  Hash,
  History,
  KeyRound,
  LogOut,
  UserRoundCheck,
  UserRoundMinus,
} from "lucide-react";
import type { Guest, GuestStatus } from "@/lib/api-types";
import type { BulkAction } from "./bulk/bulk-action";
import { Button } from "@/ui/primitives/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";

export interface GuestActions {
  revoke: (guest: Guest) => void;
  /** Asks for confirmation, then restores. */
  restore: (guest: Guest) => void;
  /** Cuts a locked guest once more, to get confirmation from every node. */
  confirmCut: (guest: Guest) => Promise<void>;
  /** Opens what the guest sees. */
  seeAs: (guest: Guest) => void;
  openReport: (guest: Guest) => void;
  changeAccess: (guest: Guest) => void;
  changeChannels: (guest: Guest) => void;
  changeSponsor: (guest: Guest) => void;
  signOut: (guest: Guest) => void;
  makePasswordLink: (guest: Guest) => void;
  promote: (guest: Guest) => void;
  remove: (guest: Guest) => void;
  /** Asks about everybody who is selected. */
  many: (action: BulkAction) => void;
}

interface GuestButtonsProps {
  guest: Guest;
  status: GuestStatus;
  actions: GuestActions;
}

interface Disclosure {
  id: string;
  open: boolean;
  toggle: () => void;
}

/** The most likely action as a button, the history of cuts, and a menu with the other actions. */
export function GuestButtons({
  guest,
  status,
  actions,
  history,
}: GuestButtonsProps & { history: Disclosure }) {
  return (
    <span className="flex items-center justify-end gap-1">
      <MainButton guest={guest} status={status} actions={actions} />
      <IconButton
        label={`History of ${guest.name}`}
        tooltip={false}
        aria-expanded={history.open}
        aria-controls={history.open ? history.id : undefined}
        onClick={history.toggle}
      >
        <History />
      </IconButton>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={`More for ${guest.name}`} tooltip={false} data-more>
            <Ellipsis />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => actions.seeAs(guest)}>
            <Eye aria-hidden />
            See as this guest
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.openReport(guest)}>
            <FileText aria-hidden />
            Access report
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => actions.changeAccess(guest)}>
            <CalendarClock aria-hidden />
            Extend or shorten access
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.changeChannels(guest)}>
            <Hash aria-hidden />
            Change channels
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.changeSponsor(guest)}>
            <Handshake aria-hidden />
            Hand over to another member
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.signOut(guest)}>
            <LogOut aria-hidden />
            Sign out everywhere
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.makePasswordLink(guest)}>
            <KeyRound aria-hidden />
            Make a link for a new password
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => actions.promote(guest)}>
            <UserRoundCheck aria-hidden />
            Make a member
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="cut" onSelect={() => actions.remove(guest)}>
            <UserRoundMinus aria-hidden />
            Remove from workspace
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </span>
  );
}

function MainButton({ guest, status, actions }: GuestButtonsProps) {
  if (status === "locked") {
    return (
      <Button onClick={() => actions.restore(guest)}>
        Restore
        <span className="sr-only"> {guest.name}</span>
      </Button>
    );
  }
  if (status === "expired") {
    return (
      <Button onClick={() => actions.changeAccess(guest)}>
        Extend
        <span className="sr-only"> {guest.name}</span>
      </Button>
    );
  }
  return (
    <Button variant="cut-quiet" onClick={() => actions.revoke(guest)}>
      Revoke
      <span className="sr-only"> {guest.name}</span>
    </Button>
  );
}
