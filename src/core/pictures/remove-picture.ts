import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { store } from "../files/store";

/**
 * Removes the bytes of a former picture, unless a row still uses it: that of the person, or of a workspace in which
 * their access has ended. Call it after the commit: if two transactions give up the same picture at once, the later
 * call sees that no row uses it.
 */
export async function removeFormerPicture(id: string | null): Promise<void> {
  if (id === null) return;
  try {
    const named = await rows(sql`SELECT 1 FROM "user" u WHERE u.image = ${id}
      UNION ALL SELECT 1 FROM kept_name k WHERE k.image = ${id}`);
    if (named.length === 0) await (await store()).remove(id);
  } catch (error) {
    logNotRemoved(id, error);
  }
}

/** Removes the bytes of a picture that no row uses any more. */
export async function removePicture(id: string): Promise<void> {
  try {
    await (await store()).remove(id);
  } catch (error) {
    logNotRemoved(id, error);
  }
}

/** Logs bytes that could not be removed. They stay, but nobody can reach them. There is no sweep for pictures. */
function logNotRemoved(pictureId: string, error: unknown): void {
  logger().warn({ err: error, pictureId }, "the bytes of a former picture not removed");
}
