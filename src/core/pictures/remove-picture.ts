import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { store } from "../files/store";

/**
 * Removes the bytes of a picture that has been let go of, unless a row names them still: the person has it, or a
 * workspace in which their access has ended. Call it after the commit: of two that let go at once, the later one sees
 * that nobody is left.
 */
export async function removeFormerPicture(id: string | null): Promise<void> {
  if (id === null) return;
  try {
    const named = await rows(sql`SELECT 1 FROM "user" u WHERE u.image = ${id}
      UNION ALL SELECT 1 FROM kept_name k WHERE k.image = ${id}`);
    if (named.length === 0) await (await store()).remove(id);
  } catch (error) {
    noteLeft(id, error);
  }
}

/** Removes the bytes of a picture that no row names any more. */
export async function removePicture(id: string): Promise<void> {
  try {
    await (await store()).remove(id);
  } catch (error) {
    noteLeft(id, error);
  }
}

/** What cannot be removed stays, out of everybody's reach: there is no sweep for pictures, and the log says which. */
function noteLeft(pictureId: string, error: unknown): void {
  logger().warn({ err: error, pictureId }, "the bytes of a former picture not removed");
}
