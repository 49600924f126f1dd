import { sql } from "drizzle-orm";
import { deleteInPages } from "./delete-in-pages";

/**
 * Deletes invitations that ended this many days ago: they were withdrawn, or their link's time is over, as it will be
 * for used-up ones too. The deletion gives nobody access: the link of a deleted invitation finds nothing, and what an
 * admin has decided about a person since is stored elsewhere (`access_change`).
 * @returns how many
 */
export async function forgetEndedInvites(days: number): Promise<number> {
  const before = sql`now() - make_interval(days => ${days}::int)`;
  return deleteInPages({
    table: "invite",
    keys: { id: "text" },
    which: sql`(t.withdrawn_at < ${before} OR t.link_expires_at < ${before})`,
  });
}
