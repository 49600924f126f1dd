import { readFileSync } from "node:fs";
import path from "node:path";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import type { Database } from "./client";
import { migrationsFolder } from "./migrate";
import * as schema from "./schema";

/** The time at which each migration of this code was made. The database stores it as the migration's name. */
let journal: number[] | undefined;

function readJournal(): number[] {
  const file = path.join(migrationsFolder(), "meta/_journal.json");
  const { entries } = JSON.parse(readFileSync(file, "utf8")) as { entries: { when: number }[] };
  return entries.map(({ when }) => when);
}

/** The names of all our tables. */
export const TABLES = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableName(table));

/** SQLSTATEs of a table or a schema that does not exist. */
const ABSENT = new Set(["42P01", "3F000"]);

/**
 * Why a database does not fit this code, as the end of a sentence; null when it fits. It is one statement that reads a
 * dozen rows.
 */
export async function findSchemaProblem(on: Pick<Database, "execute">): Promise<string | null> {
  journal ??= readJournal();
  const { applied, missing } = await readState(on);
  if (applied.length === 0) return "is empty: restart Gatehouse, which creates the tables";
  if (Math.max(...applied) > Math.max(...journal)) {
    return "was made by a newer Gatehouse: run that version, or restore the backup from before the update";
  }
  if (journal.some((when) => !applied.includes(when))) {
    return "lacks migrations of this version: restart Gatehouse, which applies them";
  }
  if (missing.length > 0) {
    const named = missing.length > 3 ? [...missing.slice(0, 3), "…"] : missing;
    return `lacks tables that it once had (${named.join(", ")}): restore a backup`;
  }
  return null;
}

interface State {
  /** The names (times) of the migrations that the database has. */
  applied: number[];
  /** The tables that do not exist. */
  missing: string[];
}

async function readState(on: Pick<Database, "execute">): Promise<State> {
  try {
    const result: unknown = await on.execute(sql`SELECT
      (SELECT coalesce(json_agg(m.created_at), '[]'::json) FROM drizzle.__drizzle_migrations m) AS applied,
      (SELECT coalesce(json_agg(t.name), '[]'::json)
        FROM jsonb_array_elements_text(${JSON.stringify(TABLES)}::jsonb) AS t(name)
        WHERE to_regclass(quote_ident(t.name)) IS NULL) AS missing`);
    return (result as { rows: [State] }).rows[0];
  } catch (error) {
    if (isAbsent(error)) return { applied: [], missing: TABLES };
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (ABSENT.has((cause as { code?: string }).code ?? "")) return true;
  }
  return false;
}
