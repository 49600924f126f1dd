"use client";

import { UserRoundPlus } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import type { MemberRole, Person } from "@/lib/api-types";
import { Avatar } from "@/ui/primitives/avatar";
import { Badge } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";
import { Notice } from "@/ui/primitives/notice";
import { PageHeader } from "@/ui/primitives/page-header";
import { SkeletonRows } from "@/ui/primitives/skeleton";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { describeFailure, request } from "@/ui/request";
import { InviteMemberDialog } from "./invite-member-dialog";

interface MembersPageProps {
  workspace: { slug: string; name: string };
  me: string;
  mayInvite: boolean;
}

const ROLE_WORDS: Record<MemberRole, string> = { owner: "Owner", admin: "Admin", member: "Member" };

/** The team itself; guests have a page of their own. */
export function MembersPage({ workspace, me, mayInvite }: MembersPageProps) {
  const { members, failure, load } = useMembers(workspace.slug);
  const [text, setText] = useState("");
  const [inviting, setInviting] = useState(false);
  const needle = text.trim().toLocaleLowerCase();
  const shown = members?.filter((person) => person.name.toLocaleLowerCase().includes(needle));

  return (
    <>
      <PageHeader title="Members" aside={members?.length}>
        {mayInvite && (
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserRoundPlus aria-hidden />
            Invite member
          </Button>
        )}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {failure && (
          <Notice className="m-4 md:mx-5">
            {failure}{" "}
            <Button variant="link" onClick={() => void load()}>
              Try again
            </Button>
          </Notice>
        )}
        {!members && !failure && <SkeletonRows label="Loading members" />}
        {shown && (
          <>
            <div className="px-4 py-3 md:px-5">
              <Input
                type="search"
                aria-label="Search members"
                placeholder="Search members"
                className="h-8 sm:w-60"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
            <MembersTable members={shown} me={me} />
            {shown.length === 0 && (
              <p className="px-5 py-8 text-center text-ink-soft">Nobody has that name.</p>
            )}
          </>
        )}
      </div>
      {inviting && <InviteMemberDialog workspace={workspace} onClose={() => setInviting(false)} />}
    </>
  );
}

type Member = Person & { as: MemberRole };

function useMembers(slug: string) {
  const [members, setMembers] = useState<Member[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(async () => {
    try {
      const { people } = await request<{ people: Person[] }>(
        "GET",
        `/api/workspaces/${encodeURIComponent(slug)}/people`,
      );
      setMembers(sortMembers(people));
      setFailure(null);
    } catch (cause) {
      setFailure(describeFailure(cause));
    }
  }, [slug]);
  useEffect(() => void load(), [load]);
  return { members, failure, load };
}

function sortMembers(people: Person[]): Member[] {
  const order = Object.keys(ROLE_WORDS);
  return people
    .filter((person): person is Member => person.as in ROLE_WORDS)
    .toSorted((a, b) => order.indexOf(a.as) - order.indexOf(b.as) || a.name.localeCompare(b.name));
}

function MembersTable({ members, me }: { members: Member[]; me: string }) {
  return (
    <Table aria-label="Members" className="border-t">
      <thead>
        <tr>
          <TableHead>Name</TableHead>
          <TableHead>Role</TableHead>
        </tr>
      </thead>
      <tbody>
        {members.map((person) => (
          <TableRow key={person.id}>
            <TableCell>
              <span className="flex items-center gap-3">
                <Avatar id={person.id} name={person.name} />
                <span className="truncate font-medium">{person.name}</span>
                {person.id === me && <Badge>You</Badge>}
              </span>
            </TableCell>
            <TableCell className="w-1/3 text-ink-soft">{ROLE_WORDS[person.as]}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
