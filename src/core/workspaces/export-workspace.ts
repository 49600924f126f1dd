import { sql } from "drizzle-orm";
import { db, rowsOf } from "@/db/client";
import type { Person } from "@/lib/api-types";
import { assertHasAccess } from "../access/assert-has-access";
import { authorize } from "../access/authorize";
import { membership } from "../access/rules";
import { recordEvent } from "../access/record";
import { peopleOf } from "../access/names/kept-names";
import type { Principal } from "../access/principal";
import { sharedColumns } from "../channels/channel-row";
import { messageColumns, toMessage } from "../messages/message-row";

const MESSAGES_A_PAGE = 500;

/**
 * Exports the workspace as JSON Lines: people, channels, then the messages of each channel by `seq`. Direct
 * conversations belong to the people in them and are left out. The export is recorded before the first line leaves.
 * @throws AppError FORBIDDEN (owners only), before the first line
 */
export async function exportWorkspace(principal: Principal): Promise<AsyncGenerator<string>> {
  await authorize(principal, "workspace.export");
  await recordExport(principal);
  return writeLines(principal);
}

async function recordExport(principal: Principal): Promise<void> {
  const { workspace, userId, name } = principal;
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, principal);
    await recordEvent(
      {
        workspaceId: workspace.id,
        actor: { id: userId, name },
        action: "workspace.exported",
        target: { type: "workspace", id: workspace.id, name: workspace.name },
      },
      tx,
    );
  });
}

async function* writeLines(principal: Principal): AsyncGenerator<string> {
  const { workspace } = principal;
  yield line("workspace", { id: workspace.id, slug: workspace.slug, name: workspace.name });
  const people = await rowsOf(
    {
      id: sql<string>`u.id`,
      name: sql<string>`u.name`,
      email: sql<string>`u.email`,
      as: sql<Person["as"]>`p."as"`,
    },
    (list) => sql`SELECT ${list} FROM (
      SELECT user_id, role AS "as" FROM member WHERE organization_id = ${workspace.id}
      UNION ALL SELECT user_id, 'guest' FROM guest WHERE workspace_id = ${workspace.id}) p
    JOIN ${peopleOf(workspace.id)} u ON u.id = p.user_id ORDER BY u.id`,
  );
  for (const person of people) yield line("person", person);
  const { id, name, topic, visibility, createdAt, archivedAt } = sharedColumns;
  const userIds = sql<
    string[] | null
  >`(SELECT json_agg(cm.user_id) FROM ${membership} WHERE cm.channel_id = c.id)`;
  const channels = await rowsOf(
    { id, name, topic, visibility, createdAt, archivedAt, userIds },
    (list) => sql`SELECT ${list} FROM channel c
      WHERE c.workspace_id = ${workspace.id} AND c.kind = 'channel' ORDER BY c.name`,
  );
  for (const channel of channels) {
    yield line("channel", channel);
    yield* writeMessages(principal, channel.id);
  }
}

/** Reads page by page, so that a long history is never in memory at once. */
async function* writeMessages({ workspace }: Principal, channelId: string): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = await rowsOf(
      messageColumns,
      (list) => sql`
      SELECT ${list} FROM message m JOIN ${peopleOf(workspace.id)} u ON u.id = m.author_id
      WHERE m.channel_id = ${channelId} AND m.seq > ${after} ORDER BY m.seq LIMIT ${MESSAGES_A_PAGE}`,
    );
    for (const row of page) yield line("message", toMessage(row));
    if (page.length < MESSAGES_A_PAGE) return;
    after = page.at(-1)?.seq ?? after;
  }
}

function line(type: string, value: object): string {
  return `${JSON.stringify({ type, ...value })}\n`;
}
