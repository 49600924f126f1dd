import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { EndedAccess, MemberRole } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { clearSite } from "./clear-site";
import { accessColumns } from "./guest-access";
import { lastEnd, type LastEnd, lastEndColumns } from "./last-end";
import { personOf } from "./names/kept-names";
import type { SignedIn } from "./principal";
import { mayEnterSomewhere } from "./rules";

/** Columns of workspace `o` and of somebody in it: the guest `g`, who has sponsor `s`, or the member `m`. */
const lockColumns = {
  name: sql<string>`coalesce(k.workspace_name, o.name)`,
  slug: sql<string>`o.slug`,
  memberId: sql<string | null>`m.id`,
  guestId: sql<string | null>`g.id`,
  ...accessColumns,
  byRole: sql<MemberRole | null>`b.role`,
  sponsorName: sql<string | null>`CASE WHEN k.user_id IS NULL THEN s.name ELSE k.sponsor_name END`,
  sponsorEmail: sql<string | null>`CASE WHEN o.show_sponsor_email THEN
    CASE WHEN k.user_id IS NULL THEN s.email ELSE k.sponsor_email END END`,
  ...lastEndColumns,
};

type LockRow = RowOf<typeof lockColumns>;

/**
 * Why a person cannot enter a workspace as a guest, and whom to ask. Their browser is told to forget what it kept of it.
 * @returns "open" when they can; null when they are no guest there, and were not one when they were removed or left
 */
export async function readEndedAccess(
  signedIn: SignedIn,
  slug: string,
): Promise<EndedAccess | "open" | null> {
  const { userId } = signedIn;
  const [found] = await rowsOf(
    { ...lockColumns, hasElsewhere: sql<boolean>`${mayEnterSomewhere(signedIn)}` },
    (list) => sql`SELECT ${list} FROM organization o
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${userId}
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${userId}
      LEFT JOIN member b ON b.organization_id = o.id AND b.user_id = g.locked_by
      LEFT JOIN member a ON a.organization_id = o.id AND a.user_id = coalesce(g.sponsor_id, g.invited_by)
      LEFT JOIN LATERAL ${personOf(sql`o.id`, sql`a.user_id`)} s ON true
      LEFT JOIN kept_name k ON k.workspace_id = o.id AND k.user_id = ${userId}
      LEFT JOIN LATERAL ${lastEnd(sql`o.id`, sql`${userId}`)} e ON g.id IS NULL
      WHERE o.slug = ${slug}`,
  );
  if (!found) return null;
  if (found.memberId || (found.guestId && found.status === "active")) return "open";
  const end = found.guestId ? describeLock(found) : describeRemoval(found);
  if (!end) return null;
  clearSite({ storage: !found.hasElsewhere });
  const { name, slug: known, sponsorName, sponsorEmail } = found;
  const contact = sponsorName === null ? null : { name: sponsorName, email: sponsorEmail };
  return { workspace: { name, slug: known }, contact, ...end };
}

type End = Pick<EndedAccess, "how" | "reason" | "at" | "byRole">;

function describeLock({ status, lockedAt, lockReason, expiresAt, byRole }: LockRow): End {
  return status === "locked"
    ? {
        how: "locked",
        reason: lockReason,
        at: toIso(lockedAt ?? new Date()),
        byRole: byRole ?? "admin",
      }
    : { how: "expired", reason: null, at: toIso(expiresAt ?? new Date()), byRole: null };
}

/** What a guest without a row is told comes from the audit log: nothing else is left of them. */
function describeRemoval({ endAction, endAt, endReason, endByRole }: LastEnd): End | null {
  if (endAt === null) return null;
  const at = toIso(endAt);
  if (endAction === "guest.left") return { how: "left", reason: null, at, byRole: null };
  if (endAction !== "guest.removed") return null;
  return { how: "removed", reason: endReason, at, byRole: endByRole ?? "admin" };
}
