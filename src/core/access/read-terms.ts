import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { GuestChannel } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import type { Transaction } from "./revoke";
import { membershipWithChannel } from "./rules";

const termColumns = {
  id: sql<string>`cm.channel_id`,
  joinedAt: sql<string>`cm.joined_at`,
  historyFrom: sql<string | null>`cm.history_from`,
  expiresAt: sql<string | null>`cm.expires_at`,
};

export type Terms = RowOf<typeof termColumns>;

/** The terms of every channel that somebody is in. */
export function readTerms(
  tx: Transaction,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Terms[]> {
  return rowsOf(
    termColumns,
    (list) => sql`SELECT ${list} FROM ${membershipWithChannel}
      WHERE c.workspace_id = ${workspaceId} AND c.kind = 'channel' AND cm.user_id = ${userId}`,
    tx,
  );
}

/** What goes on record of channels after they were given or their terms were set: what somebody really has of each. */
export async function describeTerms(
  tx: Transaction,
  person: { workspaceId: string; userId: string },
  channelIds: string[],
): Promise<GuestChannel[]> {
  if (channelIds.length === 0) return [];
  const has = new Map((await readTerms(tx, person)).map((terms) => [terms.id, terms]));
  return channelIds.flatMap((id) => {
    const terms = has.get(id);
    if (!terms) return [];
    const { historyFrom, expiresAt } = terms;
    return {
      id,
      historyFrom: historyFrom && toIso(historyFrom),
      expiresAt: expiresAt && toIso(expiresAt),
    };
  });
}
