"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { Channel, Guest, GuestPage } from "@/lib/api-types";
import { may } from "@/ui/shell/use-may";
import { dropInvite as leaveOutInvite, putInvite, useAskAtEnds } from "@/ui/members/open-invites";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { describeFailure, request } from "@/ui/request";
import { useReload } from "@/ui/use-reload";
import { type GuestQuery, readFirst, readPage, toPath } from "./guest-query";
import { stillMatches } from "./guest-status";
import { keepLastCut } from "./read-cuts";

const GUESTS_A_PAGE = 50;
const TYPING_PAUSE_MS = 200;

/** The guests of a workspace that match, page by page, kept up to date by events. */
export function useGuests(slug: string, query: GuestQuery) {
  const { state, meet } = useRealtime();
  const [list, setList] = useState<GuestPage | null>(null);
  const [channels, setChannels] = useState<Channel[]>([]);
  const [justCut, setJustCut] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);
  const path = toPath(slug, query);
  const latest = useRef({ path, shown: GUESTS_A_PAGE });
  if (latest.current.path !== path) latest.current = { path, shown: GUESTS_A_PAGE };

  const kept = useRef(justCut);
  kept.current = justCut;

  const ask = useCallback(async () => {
    // The audit log records requests that are refused. A user who has lost that right must not be recorded for this
    // one.
    if (!may(state.get(), "guest.manage")) return;
    const asked = latest.current;
    try {
      const [found, seen] = await Promise.all([
        readFirst(asked.path, asked.shown),
        request<{ channels: Channel[] }>(
          "GET",
          `/api/workspaces/${encodeURIComponent(slug)}/channels`,
        ),
      ]);
      if (asked !== latest.current) return;
      setList((before) => keepCut(before, found, kept.current));
      setChannels(seen.channels.filter((one) => one.kind === "channel"));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug, state]);

  const { load, noteChange } = useReload(ask);

  const loadMore = useCallback(async () => {
    const asked = latest.current;
    if (!list?.next) return;
    try {
      const more = await readPage(asked.path, GUESTS_A_PAGE, list.next);
      if (asked !== latest.current) return;
      asked.shown += GUESTS_A_PAGE;
      setList((before) => before && addPage(before, more));
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [list]);

  /** As told by an event or an answer. The counts are asked for again. */
  const putGuest = useCallback(
    (guest: Guest) => {
      setList((before) => before && { ...before, guests: replaceGuest(before.guests, guest) });
      void load();
    },
    [load],
  );

  const dropGuests = useCallback(
    (ids: string[]) => {
      setList((before) => before && leaveOut(before, ({ id }) => ids.includes(id)));
      void load();
    },
    [load],
  );

  const dropInvite = useCallback((id: string) => {
    setList((before) => before && { ...before, invites: leaveOutInvite(before.invites, id) });
  }, []);

  /** As `putGuest`, for guests who stay visible whatever the filter is. */
  const putCut = useCallback(
    (...guests: Guest[]) => {
      setJustCut((before) => [...before, ...guests.map(({ id }) => id)]);
      for (const guest of guests) putGuest(guest);
    },
    [putGuest],
  );

  const forgetJustCut = useCallback(() => setJustCut([]), []);

  const hear = useCallback(
    (news: AccessNews) => {
      noteChange();
      setList((before) => before && receiveNews(before, news));
      if (news.type === "person:left") void load();
      if (news.type !== "guest:updated") return;
      const { guest } = news.payload;
      meet({ id: guest.userId, name: guest.name });
      const known = list?.guests.find(({ id }) => id === guest.id);
      // A guest who is not in the list is new, or on another page, or the event came after they were removed.
      if (!known || isElsewhere(known, guest)) void load();
    },
    [list, load, noteChange, meet],
  );

  useEffect(() => {
    const timer = setTimeout(() => void load(), path.includes("&q=") ? TYPING_PAUSE_MS : 0);
    return () => clearTimeout(timer);
  }, [load, path]);
  useAccessNews(hear, load);
  const active = list?.guests.filter(({ status }) => status === "active") ?? [];
  useAskAtEnds([...active, ...(list?.invites ?? [])], load);

  const { status } = query;
  const shown = list?.guests.filter(
    (guest) => justCut.includes(guest.id) || stillMatches(guest, status),
  );
  return {
    list,
    /** Those of the list who are shown. */
    guests: shown ?? [],
    path,
    channels,
    failure,
    load,
    loadMore,
    putGuest,
    dropGuests,
    dropInvite,
    putCut,
    forgetJustCut,
  };
}

/** Whether a change may have taken a guest to another place in the list, or out of it. */
function isElsewhere(before: Guest, now: Guest): boolean {
  return (
    before.status !== now.status ||
    before.expiresAt !== now.expiresAt ||
    before.sponsor?.id !== now.sponsor?.id
  );
}

/** Those who were cut just now stay where they are, with their receipt, whatever the filter is. */
function keepCut(before: GuestPage | null, found: GuestPage, justCut: string[]): GuestPage {
  const guests = [...found.guests];
  for (const [index, guest] of (before?.guests ?? []).entries()) {
    const isIn = guests.some(({ id }) => id === guest.id);
    if (!isIn && justCut.includes(guest.id)) guests.splice(index, 0, guest);
  }
  return { ...found, guests };
}

function addPage(before: GuestPage, more: GuestPage): GuestPage {
  const known = new Set(before.guests.map(({ id }) => id));
  const others = more.guests.filter(({ id }) => !known.has(id));
  return { ...before, guests: [...before.guests, ...others], next: more.next, counts: more.counts };
}

function leaveOut(list: GuestPage, which: (guest: Guest) => boolean): GuestPage {
  return { ...list, guests: list.guests.filter((guest) => !which(guest)) };
}

function receiveNews(list: GuestPage, news: AccessNews): GuestPage {
  const { guests, invites } = list;
  if (news.type === "guest:updated") {
    return { ...list, guests: replaceGuest(guests, news.payload.guest) };
  }
  if (news.type === "guest-request:updated") return list;
  if (news.type === "invite:ended") {
    return { ...list, invites: leaveOutInvite(invites, news.payload.id) };
  }
  if (news.type === "invite:updated") {
    const { invite } = news.payload;
    return invite.role === "guest" ? { ...list, invites: putInvite(invites, invite) } : list;
  }
  const gone = readNoGuest(news);
  return gone === null ? list : leaveOut(list, ({ userId }) => userId === gone);
}

/** The user id of a person who left, or who is a member now. */
function readNoGuest(news: Extract<AccessNews, { type: `person:${string}` }>): string | null {
  if (news.type === "person:left") return news.payload.userId;
  const { id, as } = news.payload.person;
  return as === "guest" ? null : id;
}

/** Where a guest who is not in the list belongs, the server says. */
function replaceGuest(guests: Guest[], guest: Guest): Guest[] {
  return guests.map((other) => (other.id === guest.id ? keepLastCut(other, guest) : other));
}
