"use client";

import type { ComponentProps } from "react";
import type { Channel, Guest, GuestStatus } from "@/lib/api-types";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { TableCell } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";
import { AccessUntil } from "./access-until";
import { SelectBox } from "./bulk/select-box";
import type { Selection } from "./bulk/use-selection";
import { ChannelEnds } from "./channel-ends";
import { ChannelNames } from "./channel-names";
import { ConnectionDots } from "./connection-dots";
import { CutRecord } from "./cut-record";
import { type GuestActions, GuestButtons } from "./guest-actions";
import { GuestHistory } from "./guest-history";
import { LooksLike } from "./looks-like";
import { readReceipt, toCutsVersion } from "./read-cuts";
import { toRowId } from "./row-id";
import { StatusBadge } from "./status-badge";
import { useDisclosure } from "./use-disclosure";

export interface GuestRowProps {
  guest: Guest;
  status: GuestStatus;
  channels: Channel[];
  actions: GuestActions;
  /** Whether the inviter and the channels have columns of their own, instead of an extra line. */
  roomy: boolean;
  selection: Selection;
  rowProps: ComponentProps<"tr">;
}

/** One guest: a row of facts, and below it the last cut, or the whole history. */
export function GuestRow(props: GuestRowProps) {
  const { guest, status, channels, actions, roomy, selection, rowProps } = props;
  const receipt = readReceipt(guest, status);
  const history = useDisclosure();
  return (
    <tbody className="group border-b transition-colors focus-within:bg-hover/60 hover:bg-hover/60">
      <tr
        {...rowProps}
        id={toRowId(guest.id)}
        className="focus-visible:outline-2 focus-visible:outline-offset-[-2px]"
        aria-keyshortcuts="r e x"
      >
        <TableCell className="w-0 pr-0">
          <SelectBox guest={guest} selection={selection} />
        </TableCell>
        {/* It takes what the others leave, and shortens names rather than push the buttons off the page. */}
        <TableCell className="w-full max-w-0">
          <span className="flex items-center gap-3 normal-nums">
            <PersonAvatar id={guest.userId} name={guest.name} guest />
            <span className="min-w-0">
              <span className="block truncate font-medium">{guest.name}</span>
              <span className="block truncate text-ink-faint text-meta">{guest.email}</span>
              <LooksLike userId={guest.userId} />
            </span>
          </span>
        </TableCell>
        <TableCell>
          <StatusBadge status={status} />
        </TableCell>
        {roomy && (
          <>
            <TableCell className="whitespace-nowrap">
              <span className="block max-w-28 truncate @6xl:max-w-40">{nameSponsor(guest)}</span>
              <Time at={guest.createdAt} show="day" className="block text-ink-faint text-meta" />
            </TableCell>
            <TableCell>
              <ChannelNames ids={guest.channelIds} channels={channels} />
            </TableCell>
          </>
        )}
        <TableCell>
          <AccessUntil guest={guest} />
          <ChannelEnds guest={guest} channels={channels} />
        </TableCell>
        <TableCell className="whitespace-nowrap">
          <ConnectionDots connections={guest.connections} devices={guest.devices} />
          <span className="block text-ink-faint text-meta">
            <LastSeen guest={guest} />
          </span>
        </TableCell>
        <TableCell>
          <GuestButtons guest={guest} status={status} actions={actions} history={history} />
        </TableCell>
      </tr>
      {!roomy && (
        <tr>
          <td colSpan={8} className="px-5 pb-2.5 pl-24 text-ink-soft text-meta">
            <SponsorAndChannels guest={guest} channels={channels} />
          </td>
        </tr>
      )}
      {(status === "locked" || receipt) && !history.open && (
        <tr>
          <td colSpan={8} className="px-5 pb-3 pl-24">
            <CutRecord guest={guest} receipt={receipt} onConfirm={actions.confirmCut} />
          </td>
        </tr>
      )}
      {history.open && (
        <tr>
          <td colSpan={8} className="px-5 pb-3 pl-24">
            <GuestHistory key={toCutsVersion(guest)} id={history.id} guest={guest} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function SponsorAndChannels({ guest, channels }: Pick<GuestRowProps, "guest" | "channels">) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <span>
        Invited by {nameSponsor(guest)}, guest since <Time at={guest.createdAt} show="day" />
      </span>
      <span className="flex gap-1.5">
        Channels <ChannelNames ids={guest.channelIds} channels={channels} />
      </span>
    </span>
  );
}

export const nameSponsor = ({ sponsor }: Guest) => sponsor?.name ?? "Nobody";

export function LastSeen({ guest }: { guest: Guest }) {
  if (guest.connections > 0) return "now";
  if (!guest.lastSeenAt) return <span className="text-ink-faint">never</span>;
  return <Time at={guest.lastSeenAt} />;
}
