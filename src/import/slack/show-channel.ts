import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { db, rows } from "@/db/client";
import { assertHasAccess } from "@/core/access/assert-has-access";
import { giveMembership } from "@/core/access/memberships";
import type { Principal } from "@/core/access/principal";
import type { Transaction } from "@/core/access/revoke";
import { sqlState, UNIQUE_VIOLATION } from "@/core/errors";
import { nameKey } from "@/lib/name-key";
import { convertText, type Names } from "./convert-text";
import { importUnderWay, type OpenChannel } from "./open-channel";
import type { SlackChannel } from "./slack-schemas";

const LONGEST_NAME = 80;
const LONGEST_TOPIC = 250;
/** How often to try again when somebody takes a name that was free a moment ago. */
const TRIES = 5;

/**
 * Turns what was filled invisibly into a channel in one step: its name, who may see it, who is in it.
 * @param names who was in it in Slack
 * @returns those who are in it now: the importer, and those who are members here; nothing is unread for them
 * @throws AppError CONFLICT, or why the importer may no longer do this
 */
export async function showChannel(
  principal: Principal,
  channel: OpenChannel,
  source: SlackChannel,
  names: Names,
): Promise<string[]> {
  const members = source.members.flatMap((one) => names.person(one)?.memberId ?? []);
  const topic = shorten(convertText(source.topic.value, names), LONGEST_TOPIC);
  for (let left = TRIES; ; left--) {
    try {
      return await db().transaction(async (tx) => {
        await assertHasAccess(tx, principal);
        await describeChannel(tx, principal, channel, source, topic);
        return addMembers(tx, principal, channel, [principal.userId, ...members]);
      });
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION || left === 1) throw error;
    }
  }
}

async function describeChannel(
  tx: Transaction,
  { workspace }: Principal,
  { id, seq }: OpenChannel,
  source: SlackChannel,
  topic: string,
): Promise<void> {
  const created = source.created > 0 ? new Date(source.created * 1000) : new Date();
  const name = await findName(tx, workspace.id, source.name);
  const shown = await rows(
    sql`UPDATE channel SET kind = 'channel', name = ${name}, name_key = ${nameKey(name)}, topic = ${topic}, visibility = ${source.visibility},
        created_at = ${created.toISOString()}::timestamptz,
        archived_at = CASE WHEN ${source.is_archived}::boolean THEN now() END
      WHERE id = ${id} AND kind = 'import' AND last_seq = ${seq} RETURNING id`,
    tx,
  );
  if (shown.length === 0) throw importUnderWay();
}

async function findName(tx: Transaction, workspaceId: string, slackName: string): Promise<string> {
  for (const name of listNames(slackName)) {
    const taken = await rows(
      sql`SELECT 1 FROM channel WHERE workspace_id = ${workspaceId} AND kind = 'channel'
        AND name_key = ${nameKey(name)}`,
      tx,
    );
    if (taken.length === 0) return name;
  }
  throw new Error("the names never end");
}

/** `name`, `name-slack`, `name-slack-2`, `name-slack-3` … */
function* listNames(slackName: string): Generator<string> {
  const name = shorten(slackName, LONGEST_NAME - 12) || "channel";
  yield name;
  yield `${name}-slack`;
  for (let i = 2; ; i++) yield `${name}-slack-${i}`;
}

/** Adds members of the workspace only. They are locked, since a concurrent removal would miss the new membership. */
async function addMembers(
  tx: Transaction,
  { workspace }: Principal,
  { id, seq }: OpenChannel,
  userIds: string[],
): Promise<string[]> {
  const added = await rows<{ userId: string }>(
    sql`${giveMembership(sql`SELECT ${id}, m.user_id, ${seq}::int FROM member m
      WHERE m.organization_id = ${workspace.id}
        AND m.user_id IN ${among(userIds)}
      FOR KEY SHARE OF m`)} RETURNING user_id AS "userId"`,
    tx,
  );
  return added.map(({ userId }) => userId);
}

function shorten(text: string, length: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return line
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
}
