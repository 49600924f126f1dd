import type { z } from "zod";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { db, rows } from "@/db/client";
import { channel, organization } from "@/db/schema";
import { nameKey } from "@/lib/name-key";
import type { Channel, Workspace } from "@/lib/api-types";
import type { newWorkspaceInput } from "@/lib/inputs/workspace";
import { device } from "../access/guards";
import type { SignedIn } from "../access/principal";
import { lockShared, lockSharedEverywhere } from "../access/advisory-locks";
import type { Transaction } from "../access/revoke";
import { readChannel } from "../channels/channel-row";
import { conflict, forbidden, unauthenticated } from "../errors";
import { addMember, FIRST_CHANNEL } from "../access/add-member";
import { createAccount, hashAccount, type NewAccount } from "../sign-in/create-account";
import { dropSetUpCode, noteSetUp } from "./set-up-code";

export type NewWorkspace = z.infer<typeof newWorkspaceInput>;

export interface CreatedWorkspace {
  workspace: Workspace;
  channel: Channel;
}

/** A number that no other advisory lock uses. With this lock, two first runs at the same time cannot both succeed. */
const SET_UP_LOCK = 7_203_119;

/**
 * The first run: makes the first account, its workspace and the first channel, all or nothing.
 * @returns also the hashed password, so that the sign-in that follows need not hash it again
 * @throws AppError CONFLICT when the instance is set up already
 */
export async function setUpInstance(
  owner: NewAccount,
  wish: NewWorkspace,
): Promise<CreatedWorkspace & { userId: string; hashed: string }> {
  const account = await hashAccount(owner);
  const made = await db().transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${SET_UP_LOCK})`);
    const workspaces = await rows(sql`SELECT 1 FROM organization LIMIT 1`, tx);
    if (workspaces.length > 0) throw isSetUpAlready();
    await dropSetUpCode(tx);
    const { userId } = await createAccount(tx, account);
    return { userId, ...(await insertWorkspace(tx, userId, wish)) };
  });
  noteSetUp();
  return { ...made, hashed: account.hashed };
}

/**
 * Checks that the first run is not done yet.
 * @throws AppError CONFLICT when it is
 */
export async function assertNotSetUp(): Promise<void> {
  if (await isSetUp()) throw isSetUpAlready();
}

const isSetUpAlready = () => conflict("This Gatehouse is set up already. Sign in instead.");

/**
 * Sees that somebody may make one more workspace at all; `createWorkspace` asks again, under a lock.
 * @throws AppError FORBIDDEN
 */
export async function assertOwnsSome({ userId }: Pick<SignedIn, "userId">): Promise<void> {
  const owned = await rows(
    sql`SELECT 1 FROM member WHERE user_id = ${userId} AND role = 'owner' LIMIT 1`,
  );
  if (owned.length === 0) throw forbidden();
}

/**
 * Makes one more workspace; for those who own one already.
 * @throws AppError UNAUTHENTICATED, FORBIDDEN, CONFLICT (the slug is taken)
 */
export async function createWorkspace(
  person: SignedIn,
  wish: NewWorkspace,
): Promise<CreatedWorkspace> {
  return db().transaction(async (tx) => {
    const devices = await rows(sql`WITH ${device(person)} SELECT 1 FROM device`, tx);
    if (devices.length === 0) throw unauthenticated();
    const owned = await rows(
      sql`WITH ${lockShared(person.sessionId)}, ${lockSharedEverywhere(person)}
        SELECT 1 FROM member WHERE user_id = ${person.userId} AND role = 'owner'
          AND EXISTS (SELECT 1 FROM shared_lock_everywhere) LIMIT 1 FOR SHARE`,
      tx,
    );
    if (owned.length === 0) throw forbidden();
    return insertWorkspace(tx, person.userId, wish);
  });
}

async function insertWorkspace(
  tx: Transaction,
  userId: string,
  { name, slug }: NewWorkspace,
): Promise<CreatedWorkspace> {
  const workspace = { id: uuidv7(), slug, name };
  const made = await tx
    .insert(organization)
    .values(workspace)
    .onConflictDoNothing()
    .returning({ id: organization.id });
  if (made.length === 0) throw conflict("This address is taken. Choose another one.");
  const channelId = uuidv7();
  await tx.insert(channel).values({
    id: channelId,
    workspaceId: workspace.id,
    name: FIRST_CHANNEL,
    nameKey: nameKey(FIRST_CHANNEL),
    topic: "For everyone in the workspace",
    visibility: "public",
    createdBy: userId,
  });
  await addMember(tx, { workspaceId: workspace.id, userId, role: "owner" });
  return { workspace, channel: await readChannel(channelId, userId, tx) };
}

/** Whether the first run is done. */
export async function isSetUp(): Promise<boolean> {
  const found = await rows(sql`SELECT 1 FROM organization LIMIT 1`);
  if (found.length > 0) noteSetUp();
  return found.length > 0;
}
