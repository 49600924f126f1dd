"use client";

import { MessageSquare } from "lucide-react";
import type { ComponentProps } from "react";
import { type TableComponents, TableVirtuoso } from "react-virtuoso";
import type { Member } from "@/lib/api-types";
import { useMessagePerson } from "@/ui/people/use-open-direct";
import { PersonAvatar } from "@/ui/people/person-avatar";
import { ROLE_NAMES } from "@/ui/people/role-names";
import { Badge } from "@/ui/primitives/badge";
import { IconButton } from "@/ui/primitives/icon-button";
import { Table, TableCell, TableHead, TableRow } from "@/ui/primitives/table";
import { Time } from "@/ui/primitives/time";
import { useMedia } from "@/ui/use-media";
import { type MemberActions, MemberMenu } from "./member-menu";
import type { Teammate } from "./use-members";

interface MembersTableProps {
  members: Teammate[];
  /** What the table scrolls in. */
  scroller: HTMLElement | null;
  me: string;
  /** Null for users who may not change any member. */
  actions: MemberActions | null;
  mayChange: (member: Member) => boolean;
  isBelow: (member: Member) => boolean;
}

/** The browser takes a millisecond for each row: of more than these, only those are rendered that are seen. */
const MANY = 100;

export function MembersTable(props: MembersTableProps) {
  const { members, actions, scroller } = props;
  // On a phone the role is shown below the name: a column of its own would leave no room for the name.
  const roomy = useMedia("(min-width: 40rem)");
  const shared = { ...props, roomy };
  if (members.length > MANY) {
    return (
      <TableVirtuoso
        customScrollParent={scroller ?? undefined}
        data={members}
        context={shared}
        components={components}
        computeItemKey={(_, { userId }) => userId}
        fixedHeaderContent={() => null}
        itemContent={renderCells}
        increaseViewportBy={400}
      />
    );
  }
  return (
    <Table aria-label={LABEL} className="border-t">
      <thead>
        <HeadRow roomy={roomy} dated={actions !== null} />
      </thead>
      <tbody>
        {members.map((teammate) => (
          <MemberRow key={teammate.userId} userId={teammate.userId}>
            <MemberCells {...shared} {...teammate} />
          </MemberRow>
        ))}
      </tbody>
    </Table>
  );
}

const LABEL = "Members";

type Shared = MembersTableProps & { roomy: boolean };

const renderCells = (_: number, teammate: Teammate, shared: Shared) => (
  <MemberCells {...shared} {...teammate} />
);

/** How many there are is said to those who do not see the scrollbar: most rows are not in the page. */
const components: TableComponents<Teammate, Shared> = {
  Table: ({ style, children, context }) => (
    <Table
      aria-label={LABEL}
      aria-rowcount={context.members.length + 1}
      className="border-t"
      style={style}
    >
      {children}
    </Table>
  ),
  // The head scrolls away, as in a short table.
  TableHead: ({ ref, context: { roomy, actions } }) => (
    <thead ref={ref}>
      <HeadRow roomy={roomy} dated={actions !== null} />
    </thead>
  ),
  TableRow: ({ item, children, context: _, ...rest }) => (
    <MemberRow userId={item.userId} aria-rowindex={rest["data-index"] + 2} {...rest}>
      {children}
    </MemberRow>
  ),
};

function MemberRow({ userId, ...rest }: ComponentProps<typeof TableRow> & { userId: string }) {
  return <TableRow id={toMemberRowId(userId)} tabIndex={-1} {...rest} />;
}

function HeadRow({ roomy, dated }: { roomy: boolean; dated: boolean }) {
  return (
    <tr aria-rowindex={1}>
      <TableHead>Name</TableHead>
      {roomy && <TableHead>Role</TableHead>}
      {dated && <TableHead className="hidden @2xl:table-cell">Since</TableHead>}
      <TableHead>
        <span className="sr-only">Actions</span>
      </TableHead>
    </tr>
  );
}

function MemberCells(props: Shared & Teammate) {
  const { userId, name, role, member, me, actions, mayChange, isBelow, roomy } = props;
  return (
    <>
      <TableCell className="max-w-0">
        <span className="flex items-center gap-3 normal-nums">
          <PersonAvatar id={userId} name={name} />
          <span className="min-w-0">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
                {name}
              </span>
              {userId === me && <Badge>You</Badge>}
            </span>
            <span className="block truncate text-ink-faint text-meta max-sm:whitespace-normal max-sm:[overflow-wrap:anywhere]">
              {[!roomy && nameRole(role, member), member?.email].filter(Boolean).join(" · ")}
            </span>
          </span>
        </span>
      </TableCell>
      {roomy && <TableCell className="w-1/4 text-ink-soft">{ROLE_NAMES[role]}</TableCell>}
      {actions && member && (
        <TableCell className="hidden w-40 whitespace-nowrap text-ink-soft @2xl:table-cell">
          <Time at={member.createdAt} show="day" />
        </TableCell>
      )}
      <TableCell className="w-px whitespace-nowrap text-right sm:w-28">
        <span className="inline-flex">
          {userId !== me && <MessageButton userId={userId} name={name} />}
          {actions && member && mayChange(member) && (
            <MemberMenu
              member={member}
              isMe={userId === me}
              isBelow={isBelow(member)}
              actions={actions}
            />
          )}
        </span>
      </TableCell>
    </>
  );
}

/** On a phone the address has the line to itself: most are members, so only other roles are named. */
const nameRole = (role: Teammate["role"], member: Member | null) =>
  role === "member" && member ? null : ROLE_NAMES[role];

function MessageButton({ userId, name }: { userId: string; name: string }) {
  const message = useMessagePerson();
  return (
    <IconButton label={`Message ${name}`} onClick={() => void message(userId)}>
      <MessageSquare />
    </IconButton>
  );
}

function toMemberRowId(userId: string): string {
  return `member-${userId}`;
}

/** The row that gets the focus back when a dialog about a member closes. */
export function findMemberRow(userId: string): HTMLElement | null {
  return document.getElementById(toMemberRowId(userId));
}
