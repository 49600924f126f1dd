import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { dropKeptNames } from "../names/drop-kept-names";
import { findAlike } from "../names/find-alike";
import type { Role } from "../policy";
import type { AuditDraft } from "../record";
import type { GatesLost, Transaction } from "../revoke";
import type { Invitation, Visitor } from "./invitation";
import type { Verdict } from "./judge-invitation";

/** What somebody is after they were let in. */
export interface Admission {
  userId: string;
  inviteId: string;
  workspace: { id: string; slug: string };
  /** Their `guest` or `member` row. */
  id: string;
  as: Role;
  /** False for somebody who was in already and gained nothing. */
  gained: boolean;
  /** Channels and conversations that somebody who was let in anew has lost. */
  lostChannelIds: string[];
  /** The picture that was kept from before, for `removeFormerPicture`. */
  formerPicture: string | null;
}

export interface Person {
  userId: string;
  name: string;
  email: string;
}

/** Who comes in, by what, and what was judged of it. */
export interface Entry {
  invitation: Invitation;
  visitor: Visitor;
  person: Person;
  verdict: Extract<Verdict, { kind: "join" | "return" | "gain" | "inside" }>;
}

/** An entry that was made, and what the person or others lose by it. */
export interface Entered {
  admission: Admission;
  loss: GatesLost;
}

/** Of somebody who is in already, and gains nothing. */
export function stayInside(entry: Entry): Entered {
  return {
    admission: describe(entry, entry.visitor.guestId ?? "", "guest", false),
    loss: noLoss(),
  };
}

/** The rest of every entry: from now on they are shown as they are, and their coming in is on record. */
export async function enter(
  tx: Transaction,
  entry: Entry,
  id: string,
  as: Role,
  data: Record<string, unknown>,
): Promise<Entered> {
  const { invitation, person } = entry;
  const workspaceId = invitation.workspace.id;
  const formerPicture = await dropKeptNames(tx, { workspaceId, userId: person.userId });
  const joined = await describeJoin(tx, entry, id, as, data);
  return {
    admission: { ...describe(entry, id, as, true), formerPicture },
    loss: { ...noLoss(), events: [joined] },
  };
}

/** Under the name they have then, which may have changed since they asked; and whose it can be taken for. */
async function describeJoin(
  tx: Transaction,
  { invitation, person }: Entry,
  id: string,
  as: Role,
  data: Record<string, unknown>,
): Promise<AuditDraft> {
  const { userId } = person;
  const workspaceId = invitation.workspace.id;
  const [actor] = await rows<{ id: string; name: string }>(
    sql`SELECT id, name FROM "user" WHERE id = ${userId}`,
    tx,
  );
  if (!actor) throw new Error(`user ${userId} vanished`);
  const kind = as === "guest" ? "guest" : "member";
  const alike = await findAlike(tx, workspaceId, { userId, name: actor.name, as: kind });
  return {
    workspaceId,
    actor,
    action: `${kind}.joined`,
    target: { type: kind, id, name: actor.name },
    data: {
      inviteId: invitation.id,
      role: invitation.role,
      ...data,
      ...(alike !== null && { alike }),
    },
  };
}

const noLoss = () => ({
  events: [] as AuditDraft[],
  rooms: [] as string[],
  notice: { event: "access:changed" as const, code: "FORBIDDEN" as const },
});

function describe({ invitation, person }: Entry, id: string, as: Role, gained: boolean): Admission {
  const { id: workspaceId, slug } = invitation.workspace;
  return {
    userId: person.userId,
    inviteId: invitation.id,
    workspace: { id: workspaceId, slug },
    id,
    as,
    gained,
    lostChannelIds: [],
    formerPicture: null,
  };
}
