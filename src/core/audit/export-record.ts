import { type SQL, sql } from "drizzle-orm";
import { recordPublicKey } from "@/lib/record/record-key";
import { RECORD_FORMAT, type RecordHeader, type RecordLine } from "@/lib/record/record-line";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { findGuestOnRecord } from "./find-guest-on-record";
import { changesAccess, demotionTo } from "./list-events-about";
import { readLines } from "./read-lines";

export interface RecordRange {
  /** The first moment. */
  from?: Date | undefined;
  /** The moment before which it ends. */
  to?: Date | undefined;
}

/**
 * Exports the signed record of the workspace as JSON Lines, oldest first, after a line that names the key. It is as
 * docs/record-format.md describes it.
 * @throws AppError FORBIDDEN, before the first line
 */
export async function exportRecord(
  principal: Principal,
  { from, to }: RecordRange,
): Promise<AsyncGenerator<string>> {
  await authorize(principal, "audit.read");
  const after = from ? sql`l.at >= ${from.toISOString()}::timestamptz` : sql`true`;
  const before = to ? sql`l.at < ${to.toISOString()}::timestamptz` : sql`true`;
  return writeLines(principal, sql`${after} AND ${before}`);
}

/**
 * The lines of the record about the access of one guest, who may be removed, also how they became one if they were a
 * member: with the line that names the key, they can be verified by whoever sees nothing else.
 * @throws AppError FORBIDDEN, NOT_FOUND, before the first line
 */
export async function proveGuest(
  principal: Principal,
  guestId: string,
): Promise<AsyncGenerator<string>> {
  const target = await findGuestOnRecord(principal, guestId);
  await authorize(principal, "audit.read", target);
  const { id: workspaceId } = principal.workspace;
  return writeLines(
    principal,
    sql`e.id IN (SELECT g.id FROM audit_event g
        WHERE g.workspace_id = ${workspaceId} AND g.target_id = ${guestId} AND g.target_type = 'guest'
          AND ${changesAccess(sql`g.action`)}
      UNION ${demotionTo(workspaceId, guestId)})`,
  );
}

async function* writeLines({ workspace }: Principal, which: SQL): AsyncGenerator<string> {
  yield toText({
    format: RECORD_FORMAT,
    workspace: { id: workspace.id, name: workspace.name },
    key: recordPublicKey(),
  });
  for await (const line of readLines(workspace.id, which)) yield toText(line);
}

const toText = (line: RecordHeader | RecordLine) => `${JSON.stringify(line)}\n`;
