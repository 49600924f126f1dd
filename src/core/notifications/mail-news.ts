import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import type { NewsReader } from "@/lib/mail/news-mail";
import { sendsMail } from "@/lib/sends-mail";
import { isOnline } from "../presence/note-presence";

const readerColumns = {
  to: sql<string>`u.email`,
  workspace: sql<string>`o.name`,
  slug: sql<string>`o.slug`,
};

/**
 * Mails news to a member who has no page open on which they would hear it, where there is mail. Call it after the
 * commit. It returns at once and only logs its failures: a mail must neither delay nor undo what it is about.
 * @param mail sends the mail
 */
export function mailNews(
  member: { workspaceId: string; userId: string },
  mail: (reader: NewsReader) => Promise<void>,
): void {
  if (!sendsMail()) return;
  mailIfAway(member, mail).catch((error: unknown) =>
    logger().warn({ err: error, userId: member.userId }, "news could not be mailed"),
  );
}

async function mailIfAway(
  { workspaceId, userId }: { workspaceId: string; userId: string },
  mail: (reader: NewsReader) => Promise<void>,
): Promise<void> {
  const [reader] = await rowsOf(
    readerColumns,
    (list) => sql`SELECT ${list} FROM member m JOIN "user" u ON u.id = m.user_id
      JOIN organization o ON o.id = m.organization_id
      WHERE m.organization_id = ${workspaceId} AND u.id = ${userId} AND NOT ${isOnline(workspaceId)}`,
  );
  if (!reader) return;
  const { to, workspace, slug } = reader;
  await mail({ to, workspace, home: `${env().appUrl}/w/${slug}` });
}
