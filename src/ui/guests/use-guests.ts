"use client";

import { useCallback, useEffect, useState } from "react";
import type { Channel, Guest, GuestList } from "@/lib/api-types";
import { may } from "@/ui/shell/use-may";
import { dropInvite as leaveOutInvite, putInvite, useAskAtEnds } from "@/ui/members/open-invites";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { describeFailure, request } from "@/ui/request";
import { useReload } from "@/ui/use-reload";
import { keepLastCut } from "./read-cuts";

/** The guests of a workspace, kept up to date by events. */
export function useGuests(slug: string) {
  const { state, meet } = useRealtime();
  const [list, setList] = useState<GuestList | null>(null);
  const [channels, setChannels] = useState<Channel[]>([]);
  const [justCut, setJustCut] = useState<string[]>([]);
  const [failure, setFailure] = useState<string | null>(null);

  const ask = useCallback(async () => {
    // The audit log records requests that are refused. A user who has lost that right must not be recorded for this
    // one.
    if (!may(state.get(), "guest.manage")) return;
    const workspace = encodeURIComponent(slug);
    try {
      const [found, seen] = await Promise.all([
        request<GuestList>("GET", `/api/admin/guest?workspace=${workspace}`),
        request<{ channels: Channel[] }>("GET", `/api/workspaces/${workspace}/channels`),
      ]);
      setList(found);
      setChannels(seen.channels.filter((one) => one.kind === "channel"));
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

  /** As `putGuest`, for a guest who stays visible whatever the filter is. */
  const putCut = useCallback(
    (guest: Guest) => {
      setJustCut((before) => [...before, guest.id]);
      putGuest(guest);
    },
    [putGuest],
  );

  const forgetJustCut = useCallback(() => setJustCut([]), []);

  const hear = useCallback(
    (news: AccessNews) => {
      noteChange();
      setList((before) => before && receiveNews(before, news));
      if (news.type !== "guest:updated") return;
      const { guest } = news.payload;
      meet({ id: guest.userId, name: guest.name });
      // A guest who is not in the list is new, or the event came after they were removed.
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
    justCut,
    failure,
    load,
    putGuest,
    dropGuest,
    dropInvite,
    putCut,
    forgetJustCut,
  };
}

function receiveNews(list: GuestList, news: AccessNews): GuestList {
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
  return gone === null ? list : { ...list, guests: guests.filter((one) => one.userId !== gone) };
}

/** The user id of a person who left, or who is a member now. */
function readNoGuest(news: Extract<AccessNews, { type: `person:${string}` }>): string | null {
  if (news.type === "person:left") return news.payload.userId;
  const { id, as } = news.payload.person;
  return as === "guest" ? null : id;
}

/** Replaces a guest in the list. One who has just joined is put first. */
function replaceGuest(guests: Guest[], guest: Guest): Guest[] {
  const known = guests.some((other) => other.id === guest.id);
  return known
    ? guests.map((other) => (other.id === guest.id ? keepLastCut(other, guest) : other))
    : [guest, ...guests];
}
