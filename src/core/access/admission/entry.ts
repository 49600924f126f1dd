import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { dropKeptNames } from "../names/drop-kept-names";
import { findAlike } from "../names/find-alike";
import type { AccessNews, ChangedPerson } from "../../realtime";
import type { DroppedDirects } from "../drop-unshared-directs";
import type { Role } from "../policy";
import type { AuditDraft } from "../record";
import type { GatesLoss, Transaction } from "../revoke";
import type { Invitation, Visitor } from "./invitation";
import type { Verdict } from "./judge-invitation";

/** Somebody's access after they were let in. */
export interface Admission {
  userId: string;
  inviteId: string;
  workspace: { id: string; slug: string };
  /** Their `guest` or `member` row. */
  id: string;
  as: Role;
  /** The picture from their time in the workspace before, for `removeFormerPicture`. */
  formerPicture: string | null;
}

export interface Person {
  userId: string;
  name: string;
  email: string;
}

/** Who comes in, by which invitation, and the verdict on it. */
export interface Entry {
  invitation: Invitation;
  visitor: Visitor;
  person: Person;
  verdict: Extract<Verdict, { kind: "join" | "return" | "gain" | "inside" }>;
}

/** An entry that was made, and what the person or others lose by it. */
export interface Entered extends GatesLoss {
  admission: Admission;
  news?: AccessNews & { who?: ChangedPerson };
}

/** The entry of a guest who has access already and gains nothing. */
export function stayInside(entry: Entry): Entered {
  return { ...noChange(), admission: describe(entry, entry.visitor.guestId ?? "", "guest") };
}

/** The last step of every entry: names kept of the person are dropped, and the entry goes on record. */
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
  const { userId } = person;
  return {
    ...noChange(),
    admission: { ...describe(entry, id, as), formerPicture },
    events: [joined],
    gained: [{ workspaceId, userId }],
    news: {
      workspaceId,
      inviteIds: [invitation.id],
      accepted: { inviteId: invitation.id, name: joined.target.name ?? person.name },
      who: as === "guest" ? { as, guestId: id } : { as: "person", userId, isNew: true },
    },
  };
}

/** Adds to an entry the channels and conversations that the person, or others with them, leave by it. */
export function leaving(entered: Entered, channelIds: string[], left: DroppedDirects): Entered {
  const all = [...channelIds, ...left.channelIds];
  const { news } = entered;
  return {
    ...entered,
    events: [...entered.events, ...left.events],
    cut: { ...entered.cut, rooms: [...entered.cut.rooms, ...left.rooms] },
    ...(news?.who &&
      news.who.as !== "joiner" && {
        news: { ...news, channelIds: all, who: { ...news.who, left: all } },
      }),
  };
}

/**
 * The audit event. It has the name that the person has now, which may have changed since they asked, and any similar
 * names in the workspace.
 */
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

const noChange = (): Omit<GatesLoss, "news"> => ({
  events: [],
  cut: { rooms: [], notice: { event: "access:changed", code: "FORBIDDEN" } },
});

function describe({ invitation, person }: Entry, id: string, as: Role): Admission {
  const { id: workspaceId, slug } = invitation.workspace;
  return {
    userId: person.userId,
    inviteId: invitation.id,
    workspace: { id: workspaceId, slug },
    id,
    as,
    formerPicture: null,
  };
}
