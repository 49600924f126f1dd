import { sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { rowsOf } from "@/db/client";
import { invite } from "@/db/schema";
import type { MemberRole } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { mailAcceptance, mailEndingInvite } from "@/lib/mail/news-mail";
import { GUESTS_ROOM, personRoom } from "@/lib/rooms";
import { toIso } from "@/lib/to-iso";
import { inviteWorks } from "../access/admission/invite-works";
import { mailNews } from "../notifications/mail-news";
import { realtime } from "../realtime";

const i = alias(invite, "i");

const newsColumns = {
  id: i.id,
  role: sql<MemberRole | "guest">`i.role`,
  email: i.email,
  uses: i.uses,
  left: sql<number>`greatest(i.max_uses - i.uses, 0)`,
  makerId: i.createdBy,
};

/** The maker may have become a guest meanwhile, who knows nothing of invitations. */
const NO_GUEST = { except: GUESTS_ROOM };

/**
 * Tells the maker of an invitation that somebody has come in by it: on their open pages, or by mail. A failure
 * is only logged: the lists show it too.
 */
export async function publishAcceptance(
  workspaceId: string,
  { inviteId, name }: { inviteId: string; name: string },
): Promise<void> {
  try {
    const [found] = await rowsOf(
      newsColumns,
      (list) => sql`SELECT ${list} FROM invite i WHERE i.id = ${inviteId}`,
    );
    if (!found) return;
    const { makerId, uses, ...told } = found;
    const news = { invite: told, by: { name } };
    realtime().publish(personRoom(workspaceId, makerId), "invite:accepted", news, NO_GUEST);
    // A link for a class of thirty is two mails: that it works, and that it is used up.
    if (uses > 1 && told.left > 0) return;
    mailNews({ workspaceId, userId: makerId }, (reader) =>
      mailAcceptance(reader, { invite: told, name }),
    );
  } catch (error) {
    logger().warn({ err: error }, "the maker of an invitation could not be told");
  }
}

const endsAt = sql`least(i.link_expires_at, i.expires_at)`;

/**
 * Tells the makers of invitations that end within a day and could still be used, on their open pages or by mail. The
 * same statement notes it, so one node tells each of them, once. An invitation that was made for less than a day is not
 * worth a reminder.
 */
export async function tellEndingInvites(): Promise<void> {
  const ending = await rowsOf(
    { ...newsColumns, workspaceId: i.workspaceId, endsAt: sql<string>`${endsAt}` },
    (list) => sql`UPDATE invite i SET ending_told_at = clock_timestamp()
      WHERE i.id IN (SELECT i.id FROM invite i
        WHERE i.ending_told_at IS NULL AND ${inviteWorks}
          AND ${endsAt} < clock_timestamp() + interval '24 hours'
          AND ${endsAt} > i.created_at + interval '24 hours' FOR UPDATE SKIP LOCKED)
      RETURNING ${list}`,
  );
  for (const { id, role, email, left, uses, endsAt, workspaceId, makerId } of ending) {
    const news = { invite: { id, role, email, left, uses }, endsAt: toIso(endsAt) };
    realtime().publish(personRoom(workspaceId, makerId), "invite:ending", news, NO_GUEST);
    mailNews({ workspaceId, userId: makerId }, (reader) =>
      mailEndingInvite(reader, { invite: news.invite, uses, at: new Date(endsAt) }),
    );
  }
}
