"use client";

import { useCallback, useEffect, useState } from "react";
import type { Member, MemberRole, Person } from "@/lib/api-types";
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

/** The members of a workspace: with their addresses for admins, by name for everybody else. */
export function useMembers(slug: string, manages: boolean) {
  const [members, setMembers] = useState<Teammate[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(async () => {
    try {
      setMembers(sortByRole(await (manages ? loadMembers(slug) : loadPeople(slug))));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug, manages]);
  useEffect(() => void load(), [load]);
  return { members, failure, load };
}

async function loadMembers(slug: string): Promise<Teammate[]> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/members`;
  const { members } = await request<{ members: Member[] }>("GET", path);
  return members.map((member) => ({ ...pick(member.userId, member), member }));
}

async function loadPeople(slug: string): Promise<Teammate[]> {
  const path = `/api/workspaces/${encodeURIComponent(slug)}/people`;
  const { people } = await request<{ people: Person[] }>("GET", path);
  return people
    .filter((person): person is Person & { as: MemberRole } => person.as in ROLE_WORDS)
    .map((person) => ({ ...pick(person.id, { ...person, role: person.as }), member: null }));
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
