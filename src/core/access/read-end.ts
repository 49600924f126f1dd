import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { toIso } from "@/lib/to-iso";
import type { Principal } from "./principal";

/** When the principal's own access ends; null for members, and for guests without an end. */
export async function readEnd(principal: Pick<Principal, "as" | "id">): Promise<string | null> {
  if (principal.as !== "guest") return null;
  const [found] = await rows<{ at: string | null }>(
    sql`SELECT expires_at AS at FROM guest WHERE id = ${principal.id}`,
  );
  return found?.at ? toIso(found.at) : null;
}
