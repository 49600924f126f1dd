"use client";

import type { KeyboardEvent } from "react";
import type { Channel, Guest, Receipt } from "@/lib/api-types";
import { Kbd } from "@/ui/primitives/kbd";
import { Table, TableHead } from "@/ui/primitives/table";
import type { GuestActions } from "./guest-actions";
import { GuestRow } from "./guest-row";
import { readStatus } from "./guest-status";
import { useRowKeys } from "./use-row-keys";

export interface GuestsTableProps {
  guests: Guest[];
  now: number;
  channels: Channel[];
  receipts: Record<string, Receipt>;
  actions: GuestActions;
}

/** The guests as an auditor would read them. */
export function GuestsTable({ guests, now, channels, receipts, actions }: GuestsTableProps) {
  const rowKeys = useRowKeys<HTMLTableRowElement>(guests.length, (index, event) => {
    const guest = guests[index];
    if (guest) actOnKey(guest, now, actions, event);
  });
  return (
    <>
      <Table aria-label="Guests" className="border-t">
        <thead>
          <tr>
            <TableHead>Guest</TableHead>
            <TableHead>Status</TableHead>
            <TableHead className="hidden @5xl:table-cell">Sponsor</TableHead>
            <TableHead className="hidden @4xl:table-cell">Channels</TableHead>
            <TableHead className="hidden @7xl:table-cell">Since</TableHead>
            <TableHead>Until</TableHead>
            <TableHead className="hidden @6xl:table-cell">Last seen</TableHead>
            <TableHead>Live</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </tr>
        </thead>
        {guests.map((guest, index) => (
          <GuestRow
            key={guest.id}
            guest={guest}
            status={readStatus(guest, now)}
            channels={channels}
            receipt={receipts[guest.id]}
            actions={actions}
            rowProps={rowKeys(index)}
          />
        ))}
      </Table>
      <KeyHints />
    </>
  );
}

function actOnKey(
  guest: Guest,
  now: number,
  actions: GuestActions,
  event: KeyboardEvent<HTMLTableRowElement>,
) {
  const locked = readStatus(guest, now) === "locked";
  if (event.key === "Enter") {
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>("button:not([data-quiet])")?.focus();
  } else if (event.key === "r") {
    event.preventDefault();
    if (locked) actions.restore(guest);
    else actions.revoke(guest);
  } else if (event.key === "e") {
    event.preventDefault();
    actions.changeAccess(guest);
  }
}

function KeyHints() {
  return (
    <p className="hidden items-center gap-1.5 px-5 py-3 text-ink-faint text-meta @3xl:flex coarse:hidden">
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd> move <Kbd className="ml-3">r</Kbd> revoke or restore{" "}
      <Kbd className="ml-3">e</Kbd> extend <Kbd className="ml-3">/</Kbd> search
    </p>
  );
}
