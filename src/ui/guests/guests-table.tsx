"use client";

import type { Channel, Guest } from "@/lib/api-types";
import { Kbd } from "@/ui/primitives/kbd";
import { Table, TableHead } from "@/ui/primitives/table";
import { SelectShown } from "./bulk/select-box";
import type { Selection } from "./bulk/use-selection";
import type { GuestActions } from "./guest-actions";
import { GuestRow } from "./guest-row";
import { type RowKey, useRowKeys } from "./use-row-keys";

export interface GuestsTableProps {
  guests: Guest[];
  channels: Channel[];
  actions: GuestActions;
  selection: Selection;
}

/** The guests as a table. */
export function GuestsTable({
  guests,
  channels,
  actions,
  selection,
  roomy,
}: GuestsTableProps & {
  /** Whether the inviter and the channels have columns of their own. */ roomy: boolean;
}) {
  const rowKeys = useRowKeys<HTMLTableRowElement>(guests.length, (index, pressed) => {
    const guest = guests[index];
    if (guest && pressed.key === "x") selection.toggle(guest.id);
    else return guest !== undefined && actOnKey(guest, actions, selection, pressed);
    return true;
  });
  return (
    <>
      <Table
        aria-label="Guests"
        className="border-t [&_td:where(:not([colspan]))]:px-2 [&_th]:px-2"
      >
        <thead>
          <tr>
            <TableHead className="w-0 pr-0">
              <SelectShown shown={guests.map(({ id }) => id)} selection={selection} />
            </TableHead>
            <TableHead>Guest</TableHead>
            <TableHead>Status</TableHead>
            {roomy && <TableHead>Invited by</TableHead>}
            {roomy && <TableHead>Channels</TableHead>}
            <TableHead>Until</TableHead>
            <TableHead>Connections</TableHead>
            <TableHead>
              <span className="sr-only">Actions</span>
            </TableHead>
          </tr>
        </thead>
        {guests.map((guest, index) => (
          <GuestRow
            key={guest.id}
            guest={guest}
            status={guest.status}
            channels={channels}
            actions={actions}
            roomy={roomy}
            selection={selection}
            rowProps={rowKeys(index)}
          />
        ))}
      </Table>
      <KeyHints />
    </>
  );
}

/**
 * Does what a key stands for. `r` and `e` open a dialog, as the buttons do, so nothing happens without a confirmation. On one of several
 * who are selected they are about all of these. Restoring also needs a row that had the focus.
 * @returns whether the key stands for something
 */
function actOnKey(
  guest: Guest,
  actions: GuestActions,
  { ids }: Selection,
  { key, row, chosen }: RowKey<HTMLTableRowElement>,
): boolean {
  const isLocked = guest.status === "locked";
  const many = ids.size > 1 && ids.has(guest.id);
  if (many && key === "r") actions.many(isLocked ? "restore" : "revoke");
  else if (many && key === "e") actions.many("extend");
  else if (key === "Enter") {
    row.querySelector<HTMLElement>("button:not([data-quiet])")?.focus();
  } else if (key === "r") {
    if (!isLocked) actions.revoke(guest);
    else if (chosen) actions.restore(guest);
    else row.focus();
  } else if (key === "e") actions.changeAccess(guest);
  else return false;
  return true;
}

function KeyHints() {
  return (
    <p className="hidden items-center gap-1.5 px-5 py-3 text-ink-faint text-meta @3xl:flex coarse:hidden">
      <Kbd>↑</Kbd>
      <Kbd>↓</Kbd> move <Kbd className="ml-3">r</Kbd> revoke or restore{" "}
      <Kbd className="ml-3">e</Kbd> extend <Kbd className="ml-3">x</Kbd> select{" "}
      <Kbd className="ml-3">/</Kbd> search
    </p>
  );
}
