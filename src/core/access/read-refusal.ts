import { sql } from "drizzle-orm";
import { type Database, db, rowsOf } from "@/db/client";
import type { GuestStatus, MemberRole } from "@/lib/api-types";
import {
  type AppError,
  conflict,
  forbidden,
  notFound,
  unauthenticated,
  unavailable,
} from "../errors";
import { isPreview } from "./preview-mark";
import { guestExpired, guestLocked, type Principal } from "./principal";
import { guestStatus, isSignedIn, visible } from "./rules";

/**
 * Says why a guarded statement changed nothing. Reads again who the principal is and returns the refusal that fits,
 * else that the thing was not found. In a preview, everything that the guest may not see is not found.
 * @param on the transaction that failed, if any: the embedded database has no second connection to ask on
 */
export async function readRefusal(
  principal: Principal,
  what: string,
  channelId?: string,
  on: Pick<Database, "execute"> = db(),
): Promise<AppError> {
  if (isPreview(principal)) return notFound(what);
  const now = await readNow(principal, channelId ?? null, on);
  if (!now?.signedIn) return unauthenticated();
  if (!now.memberId && !now.guestId) return notFound("Workspace");
  if (now.status === "locked") return guestLocked(now.reason);
  if (now.status === "expired") return guestExpired();
  if (now.archived) return conflict("This channel is archived. Nobody can write in it any more.");
  if (principal.as !== "guest" && now.role && now.role !== principal.as) {
    return roleChanged(principal.as, now.role);
  }
  return notFound(what);
}

/** What somebody who was a principal when their request began is now. */
async function readNow(
  principal: Principal,
  channelId: string | null,
  on: Pick<Database, "execute">,
) {
  const { userId, workspace } = principal;
  const isArchived = sql<boolean>`EXISTS (SELECT 1 FROM channel c
    WHERE c.id = ${channelId} AND c.archived_at IS NOT NULL AND ${visible(principal)})`;
  const [now] = await rowsOf(
    {
      signedIn: sql<boolean>`${isSignedIn(principal)}`,
      memberId: sql<string | null>`m.id`,
      role: sql<MemberRole | null>`m.role`,
      guestId: sql<string | null>`g.id`,
      reason: sql<string | null>`g.lock_reason`,
      status: sql<GuestStatus | null>`CASE WHEN g.id IS NOT NULL THEN ${guestStatus()} END`,
      /** They can see the channel that was asked for, and it is archived. */
      archived: isArchived,
    },
    (list) => sql`SELECT ${list} FROM organization o
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${userId}
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${userId} AND m.id IS NULL
      WHERE o.id = ${workspace.id}`,
    on,
  );
  return now;
}

const RANK: Record<MemberRole, number> = { member: 0, admin: 1, owner: 2 };

/** Somebody whose role is higher than before may do it: they are asked to try again. */
function roleChanged(from: MemberRole, to: MemberRole): AppError {
  return RANK[to] > RANK[from] ? unavailable("Your access has changed. Try again.") : forbidden();
}
