import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "./principal";
import type { Transaction } from "./revoke";

/** When the principal's own access ends; null for members, and for guests without an end. */
export async function readEnd(principal: Pick<Principal, "as" | "id">): Promise<string | null> {
  if (principal.as !== "guest") return null;
  return (await readEnds([principal.id])).get(principal.id) ?? null;
}

/** When the principal was let in as a guest; null for members. */
export async function readLetIn(principal: Pick<Principal, "as" | "id">): Promise<string | null> {
  if (principal.as !== "guest") return null;
  const [found] = await rows<{ at: string }>(
    sql`SELECT created_at AS at FROM guest WHERE id = ${principal.id}`,
  );
  return found ? toIso(found.at) : null;
}

/**
 * When the access of guests ends, by their ids; null for those without an end.
 * @param on the transaction that has locked them, where something is decided by it
 */
export async function readEnds(
  guestIds: string[],
  on?: Transaction,
): Promise<Map<string, string | null>> {
  const found = await rows<{ id: string; at: string | null }>(
    sql`SELECT id, expires_at AS at FROM guest WHERE id IN ${among(guestIds)}`,
    on,
  );
  return new Map(found.map(({ id, at }) => [id, at && toIso(at)]));
}
