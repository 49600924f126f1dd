import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { readRefusal } from "../access/read-refusal";
import type { Principal, SignedIn } from "../access/principal";
import { isInWorkspace, knows } from "../access/people-rules";
import { hasAccess } from "../access/rules";
import { AppError, notFound } from "../errors";
import { detectType } from "../files/detect-type";
import { store } from "../files/store";

export interface OpenPicture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads the picture of a person whom the principal may know, or the icon of their workspace.
 * @throws AppError NOT_FOUND alike for a hidden, a former and a missing picture, GUEST_LOCKED, GUEST_EXPIRED,
 *   UNAVAILABLE
 */
export async function openPicture(principal: Principal, pictureId: string): Promise<OpenPicture> {
  const { id: workspaceId } = principal.workspace;
  const isShown = async () => {
    const found = await rows(sql`
      SELECT 1 WHERE ${hasAccess(principal)} AND (
        EXISTS (SELECT 1 FROM organization o WHERE o.id = ${workspaceId} AND o.logo = ${pictureId})
        OR EXISTS (SELECT 1 FROM "user" u WHERE u.image = ${pictureId} AND ${knows(principal, sql`u.id`)}
          AND ${isNotKept(workspaceId)} AND ${isInWorkspace(workspaceId, sql`u.id`)})
        OR EXISTS (SELECT 1 FROM kept_name k WHERE k.workspace_id = ${workspaceId}
          AND k.image = ${pictureId} AND ${knows(principal, sql`k.user_id`)}))`);
    return found.length > 0;
  };
  if (!(await isShown())) throw await readRefusal(principal, "Picture");
  return readPicture(pictureId, isShown);
}

/**
 * The condition that the workspace shows user `u` with their current picture, not with one kept from when their access
 * ended.
 */
const isNotKept = (workspaceId: string) => sql`NOT EXISTS (SELECT 1 FROM kept_name k
  WHERE k.workspace_id = ${workspaceId} AND k.user_id = u.id)`;

/**
 * Reads a person's own picture, for them alone and outside of any workspace.
 * @throws AppError NOT_FOUND, UNAVAILABLE
 */
export async function openOwnPicture({ userId }: SignedIn): Promise<OpenPicture> {
  const readId = async () => {
    const [found] = await rows<{ image: string | null }>(
      sql`SELECT image FROM "user" WHERE id = ${userId}`,
    );
    return found?.image ?? null;
  };
  const id = await readId();
  if (!id) throw notFound("Picture");
  return readPicture(id, async () => (await readId()) === id);
}

/**
 * @param isStillShown whether the picture is still in use: missing bytes are logged then. If not, it was replaced a
 *   moment ago
 */
async function readPicture(id: string, isStillShown: () => Promise<boolean>): Promise<OpenPicture> {
  try {
    const parts: Uint8Array[] = [];
    for await (const part of (await store()).read(id)) parts.push(part);
    const bytes = Buffer.concat(parts);
    const { type } = await detectType(bytes);
    return { type, bytes };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (await isStillShown()) {
      logger().error({ err: error, pictureId: id }, "the bytes of a picture cannot be read");
    }
    throw notFound("Picture");
  }
}
