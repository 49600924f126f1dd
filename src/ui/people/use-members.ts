"use client";

import { useCallback, useEffect, useState } from "react";
import type { Member, MemberInvite, MemberRole, Person } from "@/lib/api-types";
import { describeFailure, request } from "@/ui/request";

/** One of the team, as far as the reader may know them. */
export interface Teammate {
  userId: string;
  name: string;
  role: MemberRole;
  /** Known to admins, who can change it. */
  member: Member | null;
}

export const ROLE_WORDS: Record<MemberRole, string> = {
  owner: "Owner",
  admin: "Admin",
  member: "Member",
};

interface Team {
  members: Teammate[];
  /** Empty for readers who invite nobody. */
  invites: MemberInvite[];
}

/** The members of a workspace: with addresses and open invitations for admins, by name for everybody else. */
export function useMembers(slug: string, manages: boolean) {
  const [team, setTeam] = useState<Team | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(async () => {
    try {
      setTeam(await (manages ? loadTeam(slug) : loadPeople(slug)));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug, manages]);
  useEffect(() => void load(), [load]);
  return { team, failure, load };
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

async function loadPeople(slug: string): Promise<Team> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/people`;
  const { people } = await request<{ people: Person[] }>("GET", path);
  const team = people
    .filter((person): person is Person & { as: MemberRole } => person.as in ROLE_WORDS)
    .map((person) => ({ ...pick(person.id, { ...person, role: person.as }), member: null }));
  return { members: sortByRole(team), invites: [] };
}

function pick(userId: string, { name, role }: { name: string; role: MemberRole }) {
  return { userId, name, role };
}

function sortByRole(team: Teammate[]): Teammate[] {
  const order = Object.keys(ROLE_WORDS);
  return team.toSorted(
    (a, b) => order.indexOf(a.role) - order.indexOf(b.role) || a.name.localeCompare(b.name),
  );
}
