"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { AuditEvent, Channel, Guest, GuestInvite, Receipt } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useGuestUpdates } from "@/ui/realtime/use-guest-updates";
import { describeFailure, request } from "@/ui/request";

interface GuestList {
  guests: Guest[];
  invites: GuestInvite[];
}

/** The guests of a workspace, kept up to date, with the last receipt of each. */
export function useGuests(slug: string) {
  const { meet } = useRealtime();
  const [list, setList] = useState<GuestList | null>(null);
  const [channels, setChannels] = useState<Channel[]>([]);
  const [receipts, setReceipts] = useState<Record<string, Receipt>>({});
  const [justCut, setJustCut] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);

  const loading = useRef(false);
  const again = useRef(false);

  const ask = useCallback(async () => {
    const workspace = encodeURIComponent(slug);
    try {
      const [found, seen, record] = await Promise.all([
        request<GuestList>("GET", `/api/admin/guest?workspace=${workspace}`),
        request<{ channels: Channel[] }>("GET", `/api/workspaces/${workspace}/channels`),
        request<{ events: AuditEvent[] }>("GET", `/api/admin/audit?workspace=${workspace}`),
      ]);
      setList(found);
      setChannels(seen.channels.filter((one) => one.kind === "channel"));
      setReceipts((known) => ({ ...readReceipts(record.events), ...known }));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug]);

  /** What changes while an answer is under way may be missing in it: then it is asked for once more. */
  const load = useCallback(async () => {
    again.current = true;
    if (loading.current) return;
    loading.current = true;
    while (again.current) {
      again.current = false;
      await ask();
    }
    loading.current = false;
  }, [ask]);

  const putGuest = useCallback((guest: Guest) => {
    setList((before) => before && { ...before, guests: replaceGuest(before.guests, guest) });
  }, []);

  const dropGuest = useCallback((id: string) => {
    setList(
      (before) => before && { ...before, guests: before.guests.filter((guest) => guest.id !== id) },
    );
  }, []);

  const dropInvite = useCallback((id: string) => {
    setList(
      (before) =>
        before && { ...before, invites: before.invites.filter((invite) => invite.id !== id) },
    );
  }, []);

  const putReceipt = useCallback((guestId: string, receipt: Receipt) => {
    setReceipts((before) => ({ ...before, [guestId]: receipt }));
    setJustCut((before) => [...before, guestId]);
  }, []);

  const forgetJustCut = useCallback(() => setJustCut([]), []);

  /** Somebody who has just joined has used an invitation up, too. */
  const hear = useCallback(
    (guest: Guest) => {
      putGuest(guest);
      meet({ id: guest.userId, name: guest.name });
      again.current = true;
      if (!list?.guests.some(({ id }) => id === guest.id)) void load();
    },
    [list, load, putGuest, meet],
  );

  useEffect(() => void load(), [load]);
  useGuestUpdates(slug, hear, load);

  return {
    list,
    channels,
    receipts,
    justCut,
    failure,
    load,
    putGuest,
    dropGuest,
    dropInvite,
    putReceipt,
    forgetJustCut,
  };
}

/** A guest who has just joined comes first. */
function replaceGuest(guests: Guest[], guest: Guest): Guest[] {
  const known = guests.some((other) => other.id === guest.id);
  return known
    ? guests.map((other) => (other.id === guest.id ? guest : other))
    : [guest, ...guests];
}

/** Newest first, so that the first one found is the last cut. */
function readReceipts(events: AuditEvent[]): Record<string, Receipt> {
  const receipts: Record<string, Receipt> = {};
  for (const { target, data, action } of events) {
    if (data.receipt && (action === "guest.locked" || action === "guest.expired")) {
      receipts[target.id] ??= data.receipt;
    }
  }
  return receipts;
}
