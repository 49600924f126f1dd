import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { addToDirect } from "../access/absences";
import { admit } from "../access/admit";
import { assertHasAccess } from "../access/assert-has-access";
import type { Principal } from "../access/principal";
import { mayHaveDirect } from "../access/people-rules";
import { guestIsActive } from "../access/rules";
import { invalid, notFound } from "../errors";
import { readChannel } from "./channel-row";

/** The largest number of people in a direct conversation, the principal included. */
const MAX_PEOPLE = 9;

/**
 * Opens the direct conversation with these people: the existing one, or a new one. If a guest takes part, the workspace
 * must allow it, and everyone must share a channel with the guest. A person who was removed from the conversation comes
 * back.
 * @returns the conversation, and whether it is new
 * @throws AppError NOT_FOUND (the principal may not know or write to one of them), VALIDATION
 */
export async function openDirect(
  principal: Principal,
  userIds: string[],
): Promise<{ channel: Channel; created: boolean }> {
  const { workspace, userId } = principal;
  const everyone = [...new Set([...userIds, userId])].sort();
  if (everyone.length < 2) throw invalid("userIds", "Choose somebody else");
  if (everyone.length > MAX_PEOPLE)
    throw invalid("userIds", `At most ${MAX_PEOPLE - 1} other people`);
  const { id, created } = await admit(async (tx) => {
    await assertHasAccess(tx, principal);
    const withGuest = sql`(p.guest OR EXISTS (SELECT 1 FROM guest g
      WHERE g.workspace_id = ${workspace.id} AND g.user_id = o.id))`;
    const met = await rows<{ id: string }>(
      sql`SELECT p.user_id AS id FROM (
          SELECT user_id, false AS guest FROM member WHERE organization_id = ${workspace.id}
          UNION ALL SELECT g.user_id, true FROM guest g WHERE g.workspace_id = ${workspace.id}
            AND ${guestIsActive()}) p
        CROSS JOIN (SELECT jsonb_array_elements_text(${JSON.stringify(everyone)}::jsonb) AS id) w
        WHERE p.user_id = w.id AND NOT EXISTS (
          SELECT 1 FROM jsonb_array_elements_text(${JSON.stringify(everyone)}::jsonb) AS o(id)
          WHERE o.id <> p.user_id
            AND NOT ${mayHaveDirect(workspace.id, sql`p.user_id`, sql`o.id`, withGuest)})`,
      tx,
    );
    if (met.length < everyone.length) throw notFound("Person");
    const key = everyone.join(" ");
    const [made] = await rows<{ id: string }>(
      sql`INSERT INTO channel (id, workspace_id, name, visibility, kind, direct_key, created_by)
        VALUES (${uuidv7()}, ${workspace.id}, '', 'private', 'direct', ${key}, ${userId})
        ON CONFLICT (workspace_id, direct_key) DO NOTHING RETURNING id`,
      tx,
    );
    const [found] = made
      ? [made]
      : await rows<{ id: string }>(
          sql`SELECT id FROM channel WHERE workspace_id = ${workspace.id} AND direct_key = ${key}`,
          tx,
        );
    if (!found) throw notFound("Person");
    await addToDirect(tx, found.id, everyone);
    return {
      id: found.id,
      created: made !== undefined,
      events: [],
      gained: everyone.map((one) => ({ workspaceId: workspace.id, userId: one })),
    };
  });
  return { channel: await readChannel(id, userId), created };
}
