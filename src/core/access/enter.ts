import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { RowOf } from "@/db/columns";
import type { GuestStatus, MemberRole } from "@/lib/api-types";
import { rememberMember } from "@/lib/known-people";
import { notFound } from "../errors";
import { clearSite } from "./clear-site";
import { noteDevice } from "./guest-traces";
import { wasGuestAtEnd } from "./last-end";
import { readable } from "./message-rules";
import { shareAnyChannel } from "./people-rules";
import { guestExpired, guestLocked, type Principal, type SignedIn } from "./principal";
import { readSessionWith } from "./read-session";
import { trackRequest } from "./requests";
import { guestIsActive, guestStatus, mayEnterSomewhere, seesChannel } from "./rules";

/**
 * Admits a signed-in person to a workspace.
 * @throws AppError NOT_FOUND, GUEST_LOCKED or GUEST_EXPIRED (with `reason`)
 */
export async function enterWorkspace(signedIn: SignedIn, slug: string): Promise<Principal> {
  return enter(signedIn, "Workspace", sql`o.slug = ${slug}`, null);
}

/**
 * Admits a signed-in person to the workspace of a channel that they can see.
 * @throws AppError NOT_FOUND alike for a hidden and a missing channel, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function enterByChannel(signedIn: SignedIn, channelId: string): Promise<Principal> {
  return enter(
    signedIn,
    "Channel",
    sql`o.id = (SELECT c.workspace_id FROM channel c
      WHERE c.id = ${channelId} AND ${seesAsEither(signedIn)})`,
    sql`${channelId}`,
  );
}

/**
 * Admits a signed-in person to the workspace of a message that they may read.
 * @throws AppError NOT_FOUND alike for a hidden and a missing message, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function enterByMessage(signedIn: SignedIn, messageId: string): Promise<Principal> {
  return enter(
    signedIn,
    "Message",
    sql`o.id = (SELECT c.workspace_id FROM message x JOIN channel c ON c.id = x.channel_id
      WHERE x.id = ${messageId} AND ${seesAsEither(signedIn)}
        AND ${readable({ userId: signedIn.userId }, sql`x`)})`,
    sql`(SELECT channel_id FROM message WHERE id = ${messageId})`,
  );
}

/**
 * Admits a signed-in person to the workspace of a file of a message that they may read, or of one not sent yet.
 * @throws AppError NOT_FOUND alike for a hidden and a missing file, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function enterByFile(signedIn: SignedIn, fileId: string): Promise<Principal> {
  return enter(
    signedIn,
    "File",
    sql`o.id = (SELECT c.workspace_id FROM file f JOIN channel c ON c.id = f.channel_id
      LEFT JOIN message x ON x.id = f.message_id
      WHERE f.id = ${fileId} AND ${seesAsEither(signedIn)}
        AND ${readable({ userId: signedIn.userId }, sql`x`)})`,
    sql`(SELECT channel_id FROM file WHERE id = ${fileId})`,
  );
}

/** The condition that the person sees channel `c`, as the member `m` or because they are in it. */
const seesAsEither = ({ userId }: SignedIn) => seesChannel(userId, sql`m.id IS NOT NULL`);

/**
 * Admits a signed-in person to the workspace of a guest whom they may know.
 * @throws AppError NOT_FOUND alike for a hidden and a missing guest, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function enterByGuest(signedIn: SignedIn, guestId: string): Promise<Principal> {
  return enter(signedIn, "Guest", isWorkspaceOfGuest(signedIn, guestId), null);
}

/**
 * Admits a signed-in person as `enterByGuest`, and a member also to the workspace whose record has the guest, who was
 * removed since.
 * @throws AppError NOT_FOUND alike for a hidden and a missing guest, GUEST_LOCKED, GUEST_EXPIRED
 */
export async function enterByGuestOnRecord(
  signedIn: SignedIn,
  guestId: string,
): Promise<Principal> {
  return enter(
    signedIn,
    "Guest",
    sql`(${isWorkspaceOfGuest(signedIn, guestId)} OR (m.id IS NOT NULL AND EXISTS (SELECT 1 FROM audit_event e
      WHERE e.workspace_id = o.id AND e.target_id = ${guestId} AND e.target_type = 'guest')))`,
    null,
  );
}

/**
 * Admits a member to the workspace of a request for a guest.
 * @throws AppError NOT_FOUND alike for a request of another workspace and a missing one, and for guests
 */
export async function enterByGuestRequest(
  signedIn: SignedIn,
  requestId: string,
): Promise<Principal> {
  return enter(
    signedIn,
    "Request",
    sql`m.id IS NOT NULL
      AND o.id = (SELECT r.workspace_id FROM guest_request r WHERE r.id = ${requestId})`,
    null,
  );
}

/** The condition that a guest is one of workspace `o`, and that the person, its member `m` or not, may know them. */
function isWorkspaceOfGuest(signedIn: SignedIn, guestId: string): SQL {
  const shared = shareAnyChannel(sql`t.workspace_id`, sql`${signedIn.userId}`, sql`t.user_id`);
  return sql`o.id = (SELECT t.workspace_id FROM guest t WHERE t.id = ${guestId}
    AND (m.id IS NOT NULL OR t.user_id = ${signedIn.userId} OR ${shared}))`;
}

/**
 * Lets a person into the workspace `o` that the condition names, as the member `m` or the guest `g` that they are there.
 * @param what is not found where nothing fits
 * @param channel the id of the channel that the request is about
 */
async function enter(
  signedIn: SignedIn,
  what: string,
  where: SQL,
  channel: SQL | null,
): Promise<Principal> {
  const [found] = await rowsOf(
    principalColumns(signedIn, channel),
    (list) => sql`SELECT ${list} FROM organization o
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = ${signedIn.userId}
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = ${signedIn.userId} AND m.id IS NULL
      WHERE ${where}`,
  );
  if (found) clearAfterEnd(found);
  const principal = letIn(signedIn, what, found);
  const { id, as, sessionId } = principal;
  trackRequest({ id, as, sessionId, channelId: found?.channelId ?? null });
  return principal;
}

/** Somebody's browser whose access has ended is told to forget what it kept. */
function clearAfterEnd({ memberId, guestId, status, wasRemoved, hasElsewhere }: EnterRow): void {
  if (memberId) return;
  if (wasRemoved || (guestId && status !== "active")) clearSite({ storage: !hasElsewhere });
}

/** Who is signed in by a cookie, and what they are in one workspace. */
export interface Arrival {
  userId: string;
  /**
   * Admits them to the workspace.
   * @throws AppError NOT_FOUND, GUEST_LOCKED or GUEST_EXPIRED (with `reason`)
   */
  enter(): Principal;
}

/**
 * As `readSession` and then `enterWorkspace`, in one statement. It is for connections: there is no answer in which their
 * browser could be told anything else.
 * @param cookie all cookies of a request, as its header has them
 * @param slug null names no workspace
 * @returns null when the session cookie belongs to nobody
 */
export async function readArrival(
  cookie: string | undefined,
  slug: string | null,
): Promise<Arrival | null> {
  const found = await readSessionWith(
    cookie,
    personColumns,
    sql`LEFT JOIN organization o ON o.slug = ${slug}
      LEFT JOIN member m ON m.organization_id = o.id AND m.user_id = u.id
      LEFT JOIN guest g ON g.workspace_id = o.id AND g.user_id = u.id AND m.id IS NULL`,
  );
  if (!found) return null;
  return { userId: found.userId, enter: () => letIn(found, "Workspace", found) };
}

/** Columns of workspace `o` and of somebody who asks to be let in: the member `m`, the guest `g`, or neither. */
const personColumns = {
  workspaceId: sql<string>`o.id`,
  slug: sql<string>`o.slug`,
  workspaceName: sql<string>`o.name`,
  memberId: sql<string | null>`m.id`,
  role: sql<MemberRole | null>`m.role`,
  guestId: sql<string | null>`g.id`,
  status: sql<GuestStatus | null>`CASE WHEN g.id IS NOT NULL THEN ${guestStatus()} END`,
  lockReason: sql<string | null>`g.lock_reason`,
};

const principalColumns = (signedIn: SignedIn, channel: SQL | null) => ({
  ...personColumns,
  channelId: sql<string | null>`${channel}::text`,
  /** Asked only of somebody who is neither: whether they were removed as a guest. */
  wasRemoved: sql<boolean | null>`CASE WHEN m.id IS NULL AND g.id IS NULL
    THEN ${wasGuestAtEnd(sql`o.id`, sql`${signedIn.userId}`)} END`,
  /** Asked only of somebody who is not let in here: whether another workspace lets them in. */
  hasElsewhere: sql<
    boolean | null
  >`CASE WHEN m.id IS NULL AND (g.id IS NULL OR NOT ${guestIsActive()})
    THEN ${mayEnterSomewhere(signedIn)} END`,
});

type PersonRow = RowOf<typeof personColumns>;
type EnterRow = RowOf<ReturnType<typeof principalColumns>>;

/** @throws AppError NOT_FOUND (`what` is), GUEST_LOCKED or GUEST_EXPIRED */
function letIn(signedIn: SignedIn, what: string, row: PersonRow | undefined): Principal {
  rememberMember(signedIn.userId, typeof row?.memberId === "string");
  const principal = row && toPrincipal(signedIn, row);
  if (!principal) throw notFound(what);
  noteDevice(principal);
  return principal;
}

function toPrincipal(signedIn: SignedIn, row: PersonRow): Principal | null {
  const { userId, name, sessionId } = signedIn;
  const workspace = { id: row.workspaceId, slug: row.slug, name: row.workspaceName };
  if (row.memberId && row.role) {
    return { id: row.memberId, as: row.role, userId, name, sessionId, workspace };
  }
  if (!row.guestId) return null;
  if (row.status === "locked") throw guestLocked(row.lockReason);
  if (row.status === "expired") throw guestExpired();
  return { id: row.guestId, as: "guest", userId, name, sessionId, workspace };
}
