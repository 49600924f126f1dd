"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { Member, MemberInvite, MemberRole, Person } from "@/lib/api-types";
import { ROLE_NAMES } from "@/ui/people/role-names";
import { may, useMay } from "@/ui/shell/use-may";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { AccessNews } from "@/ui/realtime/connection/receive-events";
import { useAccessNews } from "@/ui/realtime/use-access-news";
import { useObservable } from "@/ui/realtime/observable";
import { describeFailure, request } from "@/ui/request";
import { useReload } from "@/ui/use-reload";
import { dropInvite, putInvite, useAskAtEnds } from "./open-invites";

/** A member, with as much as the user may know. */
export interface Teammate {
  userId: string;
  name: string;
  role: MemberRole;
  /** Null for users who are not admins. */
  member: Member | null;
}

interface Team {
  members: Teammate[];
  /** Empty for users who may not invite. */
  invites: MemberInvite[];
}

/** The members of a workspace. Admins get addresses and open invitations; everybody else gets names and roles. */
export function useMembers(slug: string) {
  const manages = useMay("member.manage");
  const managed = useManagedTeam(slug);
  const known = useKnownTeam();
  return manages ? managed : { ...managed, team: known, failure: null };
}

function useManagedTeam(slug: string) {
  const { state } = useRealtime();
  const manages = useMay("member.manage");
  const [team, setTeam] = useState<Team | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const ask = useCallback(async () => {
    // The audit log records requests that are refused. A user who has lost that right must not be recorded for this
    // one.
    if (!may(state.get(), "member.manage")) return;
    try {
      setTeam(await loadTeam(slug));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [state, slug]);
  const { load, noteChange } = useReload(ask);

  const hear = useCallback(
    (news: AccessNews) => {
      noteChange();
      if (news.type === "invite:updated" && news.payload.invite.role !== "guest") {
        const { invite } = news.payload;
        setTeam((before) => before && { ...before, invites: putInvite(before.invites, invite) });
      } else if (news.type === "invite:ended") {
        const { id } = news.payload;
        setTeam((before) => before && { ...before, invites: dropInvite(before.invites, id) });
      } else if (concernsTeam(news, team)) void load();
    },
    [team, load, noteChange],
  );

  useEffect(() => {
    if (manages) void load();
  }, [manages, load]);
  useAccessNews(hear, load);
  useAskAtEnds(team?.invites ?? [], load);
  return { team, failure, load };
}

function concernsTeam(news: AccessNews, team: Team | null): boolean {
  const known = (id: string) => team?.members.some(({ userId }) => userId === id) ?? false;
  if (news.type === "person:left") return known(news.payload.userId);
  if (news.type !== "person:updated") return false;
  return news.payload.person.as !== "guest" || known(news.payload.person.id);
}

async function loadTeam(slug: string): Promise<Team> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/members`;
  const { members, invites } = await request<{ members: Member[]; invites: MemberInvite[] }>(
    "GET",
    path,
  );
  const team = members.map((member) => ({ ...pick(member.userId, member), member }));
  return { members: sortByRole(team), invites };
}

function useKnownTeam(): Team {
  const people = useObservable(useRealtime().state, (state) => state.people);
  return useMemo(() => {
    const team = Object.values(people)
      .filter((person): person is Person & { as: MemberRole } => person.as !== "guest")
      .map((person) => ({ ...pick(person.id, { ...person, role: person.as }), member: null }));
    return { members: sortByRole(team), invites: [] };
  }, [people]);
}

function pick(userId: string, { name, role }: { name: string; role: MemberRole }) {
  return { userId, name, role };
}

function sortByRole(team: Teammate[]): Teammate[] {
  const order = Object.keys(ROLE_NAMES);
  return team.toSorted(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name),
  );
}
