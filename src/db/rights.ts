import { SettingsError } from "@/lib/settings-error";
import { TABLES } from "./schema-state";
import { onConnection, type Way } from "./way";

/** What the user of a database may do with what is ours in it. All names are as SQL has them. */
interface Rights {
  user: string;
  database: string;
  /** Where our tables are. */
  schema: string;
  mayMakeSchemas: boolean;
  mayMakeTables: boolean;
  /** What belongs to somebody else. */
  foreign: { kind: "schema" | "table" | "function"; owner: string }[];
  /** Tables that may not be read and written. */
  unusable: string[];
}

/**
 * Sees that the tables which are there may be used.
 * @throws SettingsError that says which rights are lacking, and the SQL that gives them
 */
export async function assertRights(way: Way): Promise<void> {
  const rights = await readRights(way);
  const [first] = rights.unusable;
  if (first) throw new SettingsError(describeLack(rights, `permission denied for table ${first}`));
}

/** SQLSTATEs of a lack of rights; a schema that may not be used counts as none. */
const REFUSALS = new Set(["42501", "3F000"]);

/** A failure as it is, or, where rights are lacking, what `assertRights` would say. */
export async function explainRefusal(way: Way, failure: unknown): Promise<unknown> {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if (!REFUSALS.has((cause as { code?: string }).code ?? "")) continue;
    return new SettingsError(describeLack(await readRights(way), cause.message), {
      cause: failure,
    });
  }
  return failure;
}

function describeLack(rights: Rights, reason: string): string {
  const { user, foreign } = rights;
  const remedies = listRemedies(rights).join(" ");
  const run = remedies && `run there, with psql as a superuser: ${remedies}`;
  if (foreign.length === 0) {
    const what = `DATABASE_URL names a database in which its user ${user} lacks rights (${reason})`;
    return run ? `${what}; ${run}` : what;
  }
  const owners = [...new Set(foreign.map(({ owner }) => owner))].join(" and ");
  return (
    `DATABASE_URL names a database in which ${listForeign(foreign)} belong to ${owners} and not to its user ${user}, ` +
    `as after a restore by another role (${reason}); restore it as ${user}, or ${run}`
  );
}

/** `a schema, 30 tables, 2 functions` */
function listForeign(foreign: Rights["foreign"]): string {
  const counts = (["schema", "table", "function"] as const).map((kind) => {
    const count = foreign.filter((one) => one.kind === kind).length;
    if (count === 0) return [];
    return [count === 1 ? `a ${kind}` : `${count} ${kind}s`];
  });
  return counts.flat().join(", ");
}

function listRemedies(rights: Rights): string[] {
  const { user, database, schema, mayMakeSchemas, mayMakeTables, foreign } = rights;
  return [
    ...(mayMakeSchemas ? [] : [`GRANT CREATE ON DATABASE ${database} TO ${user};`]),
    ...(mayMakeTables ? [] : [`GRANT USAGE, CREATE ON SCHEMA ${schema} TO ${user};`]),
    ...(foreign.length === 0 ? [] : [giveOver(user, schema)]),
  ];
}

/** One statement for what may be thirty: it is read on a terminal. */
function giveOver(user: string, schema: string): string {
  const [to, place] = [` OWNER TO ${user}`, schema].map((text) => text.replaceAll("'", "''"));
  return (
    `DO $$ DECLARE it text; BEGIN FOR it IN SELECT 'SCHEMA drizzle' ` +
    `UNION ALL SELECT 'TABLE ' || oid::regclass FROM pg_class ` +
    `WHERE relkind = 'r' AND relnamespace IN ('${place}'::regnamespace, 'drizzle'::regnamespace) ` +
    `UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc ` +
    `WHERE pronamespace = '${place}'::regnamespace AND proname LIKE '${FUNCTIONS}' ` +
    `LOOP EXECUTE 'ALTER ' || it || '${to}'; END LOOP; END $$;`
  );
}

/** The names of our functions begin so. */
const FUNCTIONS = "refuse_audit_%";

async function readRights(way: Way): Promise<Rights> {
  return onConnection(way, async (client) => {
    const { rows } = await client.query<Rights>(
      `WITH place AS (
          SELECT oid, nspname FROM pg_namespace WHERE nspname = coalesce(current_schema(), 'public')),
        ours AS (
          SELECT 'schema' AS kind, oid, nspowner AS owner, oid AS place FROM pg_namespace WHERE nspname = 'drizzle'
          UNION ALL SELECT 'table', c.oid, relowner, relnamespace FROM pg_class c
            LEFT JOIN place p ON p.oid = relnamespace
            WHERE relkind = 'r' AND (p.oid IS NOT NULL AND relname = ANY($1)
              OR relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'drizzle'))
          UNION ALL SELECT 'function', f.oid, proowner, pronamespace FROM pg_proc f
            JOIN place p ON p.oid = pronamespace WHERE proname LIKE $2)
      SELECT quote_ident(current_user) AS "user", quote_ident(current_database()) AS database,
        has_database_privilege(current_database(), 'CREATE') AS "mayMakeSchemas",
        p.oid::regnamespace AS schema,
        has_schema_privilege(p.oid, 'USAGE') AND has_schema_privilege(p.oid, 'CREATE') AS "mayMakeTables",
        (SELECT coalesce(json_agg(json_build_object('kind', kind, 'owner', owner::regrole)), '[]')
          FROM ours WHERE NOT pg_has_role(owner, 'USAGE')) AS foreign,
        (SELECT coalesce(json_agg(relname ORDER BY relname), '[]') FROM ours JOIN pg_class USING (oid)
          WHERE kind = 'table' AND NOT (has_schema_privilege(place, 'USAGE') AND has_table_privilege(oid, 'SELECT')
            AND (place <> p.oid OR has_table_privilege(oid, 'INSERT')
              AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')))) AS unusable
      FROM place p`,
      [TABLES, FUNCTIONS],
    );
    if (!rows[0]) throw new Error("The database has no schema for tables");
    return rows[0];
  });
}
