import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { nameKey } from "@/lib/name-key";
import { sqlState, UNIQUE_VIOLATION } from "../errors";

interface Unkeyed {
  id: string;
  name: string;
}

/**
 * Gives channels from before there were keys the keys of their names, the oldest first. Where two have the same name by
 * now, both keep it: the key of the newer one ends with its id.
 */
export async function fillNameKeys(): Promise<void> {
  const unkeyed = await rows<Unkeyed>(sql`SELECT id, name FROM channel
    WHERE kind = 'channel' AND name_key IS NULL ORDER BY created_at, id`);
  for (const { id, name } of unkeyed) {
    try {
      await setKey(id, name, nameKey(name));
    } catch (error) {
      if (sqlState(error) !== UNIQUE_VIOLATION) throw error;
      await setKey(id, name, `${nameKey(name)}\u0001${id}`);
    }
  }
}

/** Not if somebody has renamed it meanwhile. */
const setKey = (id: string, name: string, key: string) =>
  rows(sql`UPDATE channel SET name_key = ${key}
    WHERE id = ${id} AND name = ${name} AND name_key IS NULL`);
