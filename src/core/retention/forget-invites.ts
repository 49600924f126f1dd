import { sql } from "drizzle-orm";
import { clearPages } from "./clear-pages";

/**
 * Forgets invitations that ended so many days ago: withdrawn, or past their link's time, which comes for those too that
 * are used up. None of them can be opened again by being gone: whoever follows such a link finds no invitation, and
 * what an admin decided about somebody since is kept apart from it (`access_change`).
 * @returns how many
 */
export async function forgetEndedInvites(days: number): Promise<number> {
  const before = sql`now() - make_interval(days => ${days}::int)`;
  return clearPages({
    table: "invite",
    keys: { id: "text" },
    which: sql`(t.withdrawn_at < ${before} OR t.link_expires_at < ${before})`,
  });
}
