import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { EndedAccess } from "@/lib/api-types";
import { EXPIRED_REASON, LOCKED_REASON } from "@/lib/lock-reasons";
import { toIso } from "@/lib/to-iso";
import { clearSite } from "./clear-site";
import { accessColumns } from "./guest-access";
import { personOf } from "./names/kept-names";
import type { SignedIn } from "./principal";
import { mayEnterSomewhere } from "./rules";

/** Columns of workspace `o` and of somebody in it: the guest `g` or the member `m`. */
const lockColumns = {
  id: sql<string>`o.id`,
  name: sql<string>`coalesce(k.workspace_name, o.name)`,
  slug: sql<string>`o.slug`,
  memberId: sql<string | null>`m.id`,
  guestId: sql<string | null>`g.id`,
  ...accessColumns,
  byRole: sql<string | null>`b.role`,
  sponsor: sql<string | null>`CASE WHEN k.user_id IS NULL THEN i.name ELSE k.sponsor_name END`,
};

type LockRow = RowOf<typeof lockColumns>;

/**
 * Why a person cannot enter a workspace as a guest. Their browser is told to forget what it kept of it.
 * @returns "open" when they can; null when they are no guest there and were not removed as one
 */
export async function readEndedAccess(
  signedIn: SignedIn,
  slug: string,
): Promise<EndedAccess | "open" | null> {
  const [found] = await rowsOf(
    { ...lockColumns, hasElsewhere: sql<boolean>`${mayEnterSomewhere(signedIn)}` },
    (list) => sql`SELECT ${list} FROM organization o
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${signedIn.userId}
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${signedIn.userId}
      LEFT JOIN member b ON b.organization_id = o.id AND b.user_id = g.locked_by
      LEFT JOIN LATERAL ${personOf(sql`o.id`, sql`coalesce(g.sponsor_id, g.invited_by)`)} i ON true
      LEFT JOIN kept_name k ON k.workspace_id = o.id AND k.user_id = ${signedIn.userId}
      WHERE o.slug = ${slug}`,
  );
  if (!found) return null;
  if (found.memberId || (found.guestId && found.status === "active")) return "open";
  const lock = found.guestId ? describeLock(found) : await readRemoval(signedIn, found);
  if (lock) clearSite({ storage: !found.hasElsewhere });
  return lock;
}

function describeLock(found: LockRow): EndedAccess {
  const locked = found.status === "locked";
  const at = locked ? found.lockedAt : found.expiresAt;
  return {
    workspace: { name: found.name, slug: found.slug },
    code: locked ? "GUEST_LOCKED" : "GUEST_EXPIRED",
    reason: locked ? (found.lockReason ?? LOCKED_REASON) : EXPIRED_REASON,
    at: toIso(at ?? new Date()),
    byRole: locked ? (found.byRole ?? "admin") : "time",
    contact: found.sponsor ?? "",
  };
}

const removalColumns = {
  action: sql<string>`e.action`,
  reason: sql<string | null>`e.data ->> 'reason'`,
  at: sql<string>`e.at`,
  byRole: sql<string | null>`b.role`,
};

/** What a removed guest is told comes from the audit log: nothing else is left of them. */
async function readRemoval(
  { userId }: SignedIn,
  { id, name, slug }: LockRow,
): Promise<EndedAccess | null> {
  const [removal] = await rowsOf(
    removalColumns,
    (list) => sql`SELECT ${list} FROM audit_event e
      LEFT JOIN member b ON b.organization_id = e.workspace_id AND b.user_id = e.actor_id
      WHERE e.workspace_id = ${id} AND e.data ->> 'userId' = ${userId}
        AND e.action IN ('guest.removed', 'guest.left', 'member.removed', 'member.left')
      ORDER BY e.at DESC LIMIT 1`,
  );
  if (removal?.action !== "guest.removed") return null;
  return {
    workspace: { name, slug },
    code: "GUEST_LOCKED",
    reason: removal.reason ?? LOCKED_REASON,
    at: toIso(removal.at),
    byRole: removal.byRole ?? "admin",
    contact: "",
  };
}
