import { readFileSync } from "node:fs";
import path from "node:path";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "./client";
import { migrationsFolder } from "./migrate";
import * as schema from "./schema";

/** When each migration of this code was made: the name by which the database remembers it. */
let journal: number[] | undefined;

function readJournal(): number[] {
  const file = path.join(migrationsFolder(), "meta/_journal.json");
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: { when: number }[] };
  return entries.map(({ when }) => when);
}

/** The names of all of ours. */
export const TABLES = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableName(table));

/** SQLSTATEs of a table or a schema that is not there. */
const ABSENT = new Set(["42P01", "3F000"]);

/**
 * What is wrong with a database for this code, to stand behind its name; null when it fits. One statement that reads
 * a dozen rows.
 */
export async function findMisfit(on: Pick<Database, "execute">): Promise<string | null> {
  journal ??= readJournal();
  const { applied, lacking } = await readState(on);
  if (applied.length === 0) return "is empty: start Gatehouse anew on it";
  if (Math.max(...applied) > Math.max(...journal)) {
    return "was made by a newer Gatehouse: take that version, or restore the backup from before";
  }
  if (journal.some((when) => !applied.includes(when))) {
    return "lacks changes that this version makes: start Gatehouse anew on it";
  }
  if (lacking.length > 0) {
    const named = lacking.length > 3 ? [...lacking.slice(0, 3), "…"] : lacking;
    return `lacks tables that it once had (${named.join(", ")}): restore a backup`;
  }
  return null;
}

interface State {
  /** When the migrations were made that it has. */
  applied: number[];
  /** Tables that are not there. */
  lacking: string[];
}

async function readState(on: Pick<Database, "execute">): Promise<State> {
  try {
    const result: unknown = await on.execute(sql`SELECT
      (SELECT coalesce(json_agg(m.created_at), '[]'::json) FROM drizzle.__drizzle_migrations m) AS applied,
      (SELECT coalesce(json_agg(t.name), '[]'::json)
        FROM jsonb_array_elements_text(${JSON.stringify(TABLES)}::jsonb) AS t(name)
        WHERE to_regclass(quote_ident(t.name)) IS NULL) AS lacking`);
    return (result as { rows: [State] }).rows[0];
  } catch (error) {
    if (isAbsent(error)) return { applied: [], lacking: TABLES };
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (ABSENT.has((cause as { code?: string }).code ?? "")) return true;
  }
  return false;
}
