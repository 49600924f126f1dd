import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import { rows } from "@/db/client";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "./principal";
import type { Transaction } from "./revoke";

/**
 * When the principal was let in as a guest, and when their access ends. Both are null for members, and `endsAt` for guests
 * without an end.
 */
export async function readStay({
  as,
  id,
}: Pick<Principal, "as" | "id">): Promise<Record<"letInAt" | "endsAt", string | null>> {
  if (as !== "guest") return { letInAt: null, endsAt: null };
  const [found] = await rows<{ letInAt: string; endsAt: string | null }>(
    sql`SELECT created_at AS "letInAt", expires_at AS "endsAt" FROM guest WHERE id = ${id}`,
  );
  return {
    letInAt: found ? toIso(found.letInAt) : null,
    endsAt: found?.endsAt ? toIso(found.endsAt) : null,
  };
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
