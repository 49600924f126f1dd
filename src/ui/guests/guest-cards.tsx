"use client";

import type { ReactNode } from "react";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { Time } from "@/ui/primitives/time";
import { AccessUntil } from "./access-until";
import { SelectBox } from "./bulk/select-box";
import { ChannelEnds } from "./channel-ends";
import { ChannelNames } from "./channel-names";
import { ConnectionDots } from "./connection-dots";
import { CutRecord } from "./cut-record";
import { GuestButtons } from "./guest-actions";
import { GuestHistory } from "./guest-history";
import { type GuestRowProps, LastSeen, nameSponsor } from "./guest-row";
import type { GuestsTableProps } from "./guests-table";
import { LooksLike } from "./looks-like";
import { readReceipt, toCutsVersion } from "./read-cuts";
import { toRowId } from "./row-id";
import { StatusBadge } from "./status-badge";
import { useDisclosure } from "./use-disclosure";

/** The facts of the guests table as cards, for small screens. */
export function GuestCards({ guests, channels, actions, selection }: GuestsTableProps) {
  return (
    <ul aria-label="Guests" className="grid grid-cols-1 gap-3 px-4 pb-4 md:grid-cols-2 md:px-5">
      {guests.map((guest) => (
        <GuestCard
          key={guest.id}
          guest={guest}
          status={guest.status}
          channels={channels}
          actions={actions}
          selection={selection}
        />
      ))}
    </ul>
  );
}

function GuestCard({
  guest,
  status,
  channels,
  actions,
  selection,
}: Omit<GuestRowProps, "rowProps" | "roomy">) {
  const receipt = readReceipt(guest, status);
  const history = useDisclosure();
  return (
    <li
      id={toRowId(guest.id)}
      tabIndex={-1}
      className="flex min-w-0 flex-col gap-3 rounded-xl border bg-raised p-4 shadow-low"
    >
      <div className="flex items-center gap-3">
        <PersonAvatar id={guest.userId} name={guest.name} guest size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="font-medium [overflow-wrap:anywhere]">{guest.name}</h2>
          <p className="text-ink-faint text-meta [overflow-wrap:anywhere]">{guest.email}</p>
          <LooksLike userId={guest.userId} />
        </div>
        <StatusBadge status={status} />
        <SelectBox guest={guest} selection={selection} />
      </div>
      <dl className="nums grid grid-cols-[6.5rem_1fr] items-center gap-y-2">
        <Fact label="Invited by">
          <span className="[overflow-wrap:anywhere]">{nameSponsor(guest)}</span>
        </Fact>
        <Fact label="Channels">
          <ChannelNames ids={guest.channelIds} channels={channels} whole />
        </Fact>
        <Fact label="Since">
          <Time at={guest.createdAt} show="day" />
        </Fact>
        <Fact label="Until">
          <AccessUntil guest={guest} />
          <ChannelEnds guest={guest} channels={channels} />
        </Fact>
        <Fact label="Last seen">
          <LastSeen guest={guest} />
        </Fact>
        <Fact label="Connections">
          <ConnectionDots connections={guest.connections} devices={guest.devices} />
        </Fact>
      </dl>
      {(status === "locked" || receipt) && !history.open && (
        <div>
          <CutRecord guest={guest} receipt={receipt} onConfirm={actions.confirmCut} />
        </div>
      )}
      {history.open && <GuestHistory key={toCutsVersion(guest)} id={history.id} guest={guest} />}
      <div className="mt-auto border-t pt-3 [&>span>button:first-child]:flex-1">
        <GuestButtons guest={guest} status={status} actions={actions} history={history} />
      </div>
    </li>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
