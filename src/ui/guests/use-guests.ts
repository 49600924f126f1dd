"use client";

import { useCallback, useEffect, useState } from "react";
import type { AuditEvent, Channel, Guest, GuestInvite, Receipt } from "@/lib/api-types";
import { isAdmin } from "@/ui/chat/use-standing";
import { dropInvite as leaveOutInvite, putInvite, useAskAtEnds } from "@/ui/people/open-invites";
import type { AccessNews } from "@/ui/realtime/realtime";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { describeFailure, request } from "@/ui/request";
import { useReload } from "@/ui/use-reload";

interface GuestList {
  guests: Guest[];
  invites: GuestInvite[];
}

/** The guests of a workspace, kept up to date, with the last receipt of each. */
export function useGuests(slug: string) {
  const { state, meet } = useRealtime();
  const [list, setList] = useState<GuestList | null>(null);
  const [channels, setChannels] = useState<Channel[]>([]);
  const [receipts, setReceipts] = useState<Record<string, Receipt>>({});
  const [justCut, setJustCut] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);

  const ask = useCallback(async () => {
    // Who is no admin any more must not be put on record for asking.
    if (!isAdmin(state.get().as)) return;
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
  }, [slug, state]);

  const { load, noteChange } = useReload(ask);

  const putGuest = useCallback((guest: Guest) => {
    setList((before) => before && { ...before, guests: replaceGuest(before.guests, guest) });
  }, []);

  const dropGuest = useCallback((id: string) => {
    setList(
      (before) => before && { ...before, guests: before.guests.filter((guest) => guest.id !== id) },
    );
  }, []);

  const dropInvite = useCallback((id: string) => {
    setList((before) => before && { ...before, invites: leaveOutInvite(before.invites, id) });
  }, []);

  const putReceipt = useCallback((guestId: string, receipt: Receipt) => {
    setReceipts((before) => ({ ...before, [guestId]: receipt }));
    setJustCut((before) => [...before, guestId]);
  }, []);

  const forgetJustCut = useCallback(() => setJustCut([]), []);

  const hear = useCallback(
    (news: AccessNews) => {
      noteChange();
      setList((before) => before && receiveNews(before, news));
      if (news.type !== "guest:updated") return;
      const { guest } = news.payload;
      meet({ id: guest.userId, name: guest.name });
      // Somebody new, or told of late who has gone by now.
      if (!list?.guests.some(({ id }) => id === guest.id)) void load();
    },
    [list, load, noteChange, meet],
  );

  useEffect(() => void load(), [load]);
  useAccessNews(hear, load);
  const active = list?.guests.filter(({ status }) => status === "active") ?? [];
  useAskAtEnds([...active, ...(list?.invites ?? [])], load);

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

function receiveNews(list: GuestList, news: AccessNews): GuestList {
  const { guests, invites } = list;
  if (news.type === "guest:updated") {
    return { ...list, guests: replaceGuest(guests, news.payload.guest) };
  }
  if (news.type === "invite:ended") {
    return { ...list, invites: leaveOutInvite(invites, news.payload.id) };
  }
  if (news.type === "invite:updated") {
    const { invite } = news.payload;
    return invite.role === "guest" ? { ...list, invites: putInvite(invites, invite) } : list;
  }
  const gone = readNoGuest(news);
  return gone === null ? list : { ...list, guests: guests.filter((one) => one.userId !== gone) };
}

/** Somebody who left, or is a member now. */
function readNoGuest(news: Extract<AccessNews, { type: `person:${string}` }>): string | null {
  if (news.type === "person:left") return news.payload.userId;
  const { id, as } = news.payload.person;
  return as === "guest" ? null : id;
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
