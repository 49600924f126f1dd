import { randomBytes } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows, rowsOf } from "@/db/client";
import { channel, organization, session, user } from "@/db/schema";
import { nameKey } from "@/lib/name-key";
import { addMember, FIRST_CHANNEL } from "../access/add-member";
import type { MadeUpGuest } from "../access/made-up";
import { livingNode, nodeId } from "../access/nodes";
import type { Principal } from "../access/principal";
import type { Transaction } from "../access/revoke";
import { conflict } from "../errors";

/** What is made up for one drill: a workspace with one channel, a member who writes, and the guest. */
export interface Stage {
  drillId: string;
  channelId: string;
  /** The member who writes. */
  host: Principal;
  guest: MadeUpGuest;
}

/** A number that no other advisory lock uses. With this lock, two drills cannot begin at once. */
const DRILL_LOCK = 7_203_120;
/** A drill takes ten seconds at most. What is older was left behind. */
const LEFT_AFTER = sql`interval '60 seconds'`;
const SESSION_MINUTES = 5;

/**
 * Makes up what a drill needs, and clears away what an earlier one has left behind. The workspace is one of its own:
 * so no list, count or event of a real workspace can ever show the guest, and no rule needs an exception for them.
 * @throws AppError CONFLICT when a drill is running, or the installation is not set up
 */
export async function setStage(): Promise<Stage> {
  return db().transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${DRILL_LOCK})`);
    await clear(tx, isLeftBehind);
    await assertFree(tx);
    return makeUp(tx);
  });
}

async function assertFree(tx: Transaction): Promise<void> {
  const running = await rows(sql`SELECT 1 FROM drill_run`, tx);
  if (running.length > 0) {
    throw conflict("A drill is running already. It takes a few seconds: try again after it.");
  }
  // A made-up workspace must not be the first: the set-up would take the installation for set up.
  const real = await rows(sql`SELECT 1 FROM organization LIMIT 1`, tx);
  if (real.length === 0) throw conflict("Set Gatehouse up before the first drill.");
}

async function makeUp(tx: Transaction): Promise<Stage> {
  const drillId = uuidv7();
  const workspace = { id: uuidv7(), slug: `drill:${drillId}`, name: "A drill" };
  const host = await makeUpPerson(tx, drillId, "host");
  const guest = await makeUpPerson(tx, drillId, "guest");
  await tx.insert(organization).values(workspace);
  const channelId = uuidv7();
  await tx.insert(channel).values({
    id: channelId,
    workspaceId: workspace.id,
    name: FIRST_CHANNEL,
    nameKey: nameKey(FIRST_CHANNEL),
    visibility: "public",
    createdBy: host.userId,
  });
  const { userId: hostId } = host;
  const memberId = await addMember(tx, {
    workspaceId: workspace.id,
    userId: hostId,
    role: "member",
  });
  await tx.execute(sql`INSERT INTO drill_run
      (id, drill_id, node_id, begun_at, workspace_id, host_id, guest_user_id)
    VALUES ('this', ${drillId}, ${nodeId()}, clock_timestamp(), ${workspace.id}, ${hostId}, ${guest.userId})`);
  return {
    drillId,
    channelId,
    host: { id: memberId, as: "member", ...host, workspace },
    guest: { userId: guest.userId, workspaceId: workspace.id, channelId, hostId },
  };
}

/** Somebody without a password, with one session, whose token is told to nobody. */
async function makeUpPerson(tx: Transaction, drillId: string, part: "host" | "guest") {
  const person = { userId: uuidv7(), name: `The ${part} of a drill`, sessionId: uuidv7() };
  const { userId, name, sessionId } = person;
  await tx.insert(user).values({ id: userId, name, email: `${part}-${drillId}@drill.invalid` });
  await tx.insert(session).values({
    id: sessionId,
    userId,
    token: randomBytes(24).toString("base64url"),
    expiresAt: sql`clock_timestamp() + make_interval(mins => ${SESSION_MINUTES})`,
  });
  return person;
}

/** What a node needs to open its connection of the made-up guest. */
export interface GuestPass {
  userId: string;
  /** The token of their session. */
  token: string;
  /** The workspace that they are a guest of. */
  slug: string;
}

/** @returns null when this drill is over */
export async function readGuestPass(drillId: string): Promise<GuestPass | null> {
  const [pass] = await rowsOf(
    { userId: sql<string>`t.user_id`, token: sql<string>`t.token`, slug: sql<string>`o.slug` },
    (list) => sql`SELECT ${list} FROM drill_run d JOIN organization o ON o.id = d.workspace_id
      JOIN session t ON t.user_id = d.guest_user_id WHERE d.drill_id = ${drillId}`,
  );
  return pass ?? null;
}

/** Deletes everything that was made up for a drill. */
export async function clearStage({ drillId }: Stage): Promise<void> {
  await db().transaction((tx) => clear(tx, sql`d.drill_id = ${drillId}`));
}

/** The condition that drill `d` was left behind by a process that has ended. */
const isLeftBehind = sql`(d.begun_at < clock_timestamp() - ${LEFT_AFTER}
  OR NOT EXISTS (SELECT 1 FROM node n WHERE n.id = d.node_id AND ${livingNode()}))`;

/**
 * Deletes what was made up for a drill whose process has ended.
 * @param isAlone no other process can be running a drill
 */
export async function clearLeftStages({ isAlone }: { isAlone: boolean }): Promise<void> {
  await db().transaction((tx) => clear(tx, isAlone ? sql`true` : isLeftBehind));
}

/** Everything but the two people goes with the workspace. @param which condition on the row `d` of `drill_run` */
async function clear(tx: Transaction, which: SQL): Promise<void> {
  const left = await rowsOf(
    {
      workspaceId: sql<string>`d.workspace_id`,
      hostId: sql<string>`d.host_id`,
      guestUserId: sql<string>`d.guest_user_id`,
    },
    (list) => sql`SELECT ${list} FROM drill_run d WHERE ${which} FOR UPDATE`,
    tx,
  );
  for (const { workspaceId, hostId, guestUserId } of left) {
    await tx.execute(sql`DELETE FROM organization WHERE id = ${workspaceId}`);
    await tx.execute(sql`DELETE FROM "user" WHERE id IN (${hostId}, ${guestUserId})`);
  }
}
