import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { EndedAccess, MemberRole } from "@/lib/api-types";
import { toIso } from "@/lib/to-iso";
import { clearSite } from "./clear-site";
import { accessColumns } from "./guest-access";
import { lastEnd, type LastEnd, lastEndColumns } from "./last-end";
import { contactOf, personOf } from "./names/kept-names";
import type { SignedIn } from "./principal";
import { mayEnterSomewhere } from "./rules";

/**
 * Columns of workspace `o` and of somebody in it: the guest `g`, or the member `m`. Whom they may ask is contact `a`, who
 * is called `s`. A contact whose name was kept is named while they are a member (`ka`) and nobody else is responsible.
 */
const lockColumns = {
  name: sql<string>`coalesce(k.workspace_name, o.name)`,
  slug: sql<string>`o.slug`,
  memberId: sql<string | null>`m.id`,
  guestId: sql<string | null>`g.id`,
  ...accessColumns,
  byRole: sql<MemberRole | null>`b.role`,
  contactName: sql<string | null>`CASE WHEN k.user_id IS NULL THEN s.name
    WHEN k.contact_id IS NULL OR (ka.user_id IS NOT NULL AND (g.id IS NULL OR a.user_id = ka.user_id))
      THEN k.sponsor_name END`,
  contactEmail: sql<string | null>`CASE WHEN o.show_sponsor_email THEN
    CASE WHEN k.user_id IS NULL THEN s.email ELSE k.sponsor_email END END`,
  contactAs: sql<
    "sponsor" | "inviter"
  >`CASE WHEN k.user_id IS NULL THEN a.role ELSE k.contact_as END`,
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
      LEFT JOIN LATERAL ${contactOf(sql`o.id`, { sponsorId: sql`g.sponsor_id`, invitedBy: sql`g.invited_by` })} a ON true
      LEFT JOIN LATERAL ${personOf(sql`o.id`, sql`a.user_id`)} s ON true
      LEFT JOIN kept_name k ON k.workspace_id = o.id AND k.user_id = ${userId}
      LEFT JOIN member ka ON ka.organization_id = o.id AND ka.user_id = k.contact_id
      LEFT JOIN LATERAL ${lastEnd(sql`o.id`, sql`${userId}`)} e ON g.id IS NULL
      WHERE o.slug = ${slug}`,
  );
  if (!found) return null;
  if (found.memberId || (found.guestId && found.status === "active")) return "open";
  const end = found.guestId ? describeLock(found) : describeRemoval(found);
  if (!end) return null;
  clearSite({ storage: !found.hasElsewhere });
  const { name, slug: known } = found;
  return { workspace: { name, slug: known }, contact: describeContact(found), ...end };
}

/** What the workspace says about the addresses of sponsors holds for nobody else's. */
function describeContact({
  contactName,
  contactEmail,
  contactAs,
}: LockRow): EndedAccess["contact"] {
  if (contactName === null) return null;
  const email = contactAs === "sponsor" ? contactEmail : null;
  return { name: contactName, email, as: contactAs };
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
