import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { readRefusal } from "./read-refusal";
import type { Principal } from "./principal";
import { isSignedIn, membershipWithChannel, hasAccess } from "./rules";

export interface Access {
  channels: { id: string; lastSeq: number; lastRev: number }[];
  /** From when on they read a channel, by its id. Channels that they read from the beginning are not in it. */
  historyFrom: Record<string, string>;
}

/**
 * What a connection may hear: the channels that the principal has joined, if they still have access and their device is
 * still signed in.
 * @throws AppError the refusal that fits
 */
export async function readAccess(principal: Principal): Promise<Access> {
  const channels = sql<Access["channels"]>`coalesce((SELECT json_agg(json_build_object(
      'id', c.id, 'lastSeq', c.last_seq, 'lastRev', c.last_rev))
    FROM ${membershipWithChannel}
    WHERE cm.user_id = ${principal.userId} AND c.workspace_id = ${principal.workspace.id}), '[]'::json)`;
  const historyFrom = sql<
    Access["historyFrom"]
  >`${principal.as === "guest" ? historyOf(principal) : sql`'{}'::json`}`;
  const [access] = await rowsOf(
    { channels, historyFrom },
    (list) => sql`SELECT ${list} WHERE ${hasAccess(principal)} AND ${isSignedIn(principal)}`,
  );
  if (!access) throw await readRefusal(principal, "Workspace");
  return access;
}

/** Members read everything, so it is not looked up for them. */
function historyOf({ userId, workspace }: Principal): SQL {
  return sql`coalesce((SELECT json_object_agg(c.id, cm.history_from) FROM ${membershipWithChannel}
    WHERE cm.user_id = ${userId} AND c.workspace_id = ${workspace.id} AND cm.history_from IS NOT NULL), '{}'::json)`;
}
