import { SettingsError } from "@/lib/settings-error";
import { TABLES } from "./schema-state";
import { onConnection, type Endpoint } from "./endpoint";

/** What the database user may do with our tables and functions. All names are quoted as SQL needs them. */
interface Rights {
  user: string;
  database: string;
  /** The schema of our tables. */
  schema: string;
  mayMakeSchemas: boolean;
  mayMakeTables: boolean;
  /** Our objects that belong to another role. */
  foreign: { kind: "schema" | "table" | "function"; owner: string }[];
  /** Our tables that this user may not read or may not write. */
  unusable: string[];
}

/**
 * Checks that the database user may use the tables that exist.
 * @throws SettingsError that says which rights are missing, and the SQL that grants them
 */
export async function assertRights(endpoint: Endpoint): Promise<void> {
  const rights = await readRights(endpoint);
  const [first] = rights.unusable;
  if (first)
    throw new SettingsError(describeMissingRights(rights, `permission denied for table ${first}`));
}

/**
 * SQLSTATEs of missing rights. Postgres treats a schema that the user may not use as one that does not exist (3F000).
 */
const REFUSALS = new Set(["42501", "3F000"]);

/** @returns the same failure; if missing rights have caused it, the error that `assertRights` would throw instead */
export async function explainMissingRights(endpoint: Endpoint, failure: unknown): Promise<unknown> {
  for (let cause = failure; cause instanceof Error; cause = cause.cause) {
    if (!REFUSALS.has((cause as { code?: string }).code ?? "")) continue;
    return new SettingsError(describeMissingRights(await readRights(endpoint), cause.message), {
      cause: failure,
    });
  }
  return failure;
}

function describeMissingRights(rights: Rights, reason: string): string {
  const { user, foreign } = rights;
  const remedies = listRemedies(rights).join(" ");
  const run = remedies && `run in that database, with psql as a superuser: ${remedies}`;
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

/** For example "a schema, 30 tables, 2 functions". */
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
    ...(foreign.length === 0 ? [] : [changeOwner(user, schema)]),
  ];
}

/**
 * SQL that makes the user the owner of all that is ours. One statement instead of thirty: people copy it in a terminal.
 */
function changeOwner(user: string, schema: string): string {
  const [to, quotedSchema] = [` OWNER TO ${user}`, schema].map((text) =>
    text.replaceAll("'", "''"),
  );
  return (
    `DO $$ DECLARE it text; BEGIN FOR it IN SELECT 'SCHEMA drizzle' ` +
    `UNION ALL SELECT 'TABLE ' || oid::regclass FROM pg_class ` +
    `WHERE relkind = 'r' AND relnamespace IN ('${quotedSchema}'::regnamespace, 'drizzle'::regnamespace) ` +
    `UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc ` +
    `WHERE pronamespace = '${quotedSchema}'::regnamespace AND proname LIKE '${FUNCTIONS}' ` +
    `LOOP EXECUTE 'ALTER ' || it || '${to}'; END LOOP; END $$;`
  );
}

/** A LIKE pattern that all of our functions match. */
const FUNCTIONS = "refuse_audit_%";

async function readRights(endpoint: Endpoint): Promise<Rights> {
  return onConnection(endpoint, async (client) => {
    const { rows } = await client.query<Rights>(
      `WITH own_schema AS (
          SELECT oid, nspname FROM pg_namespace WHERE nspname = coalesce(current_schema(), 'public')),
        ours AS (
          SELECT 'schema' AS kind, oid, nspowner AS owner, oid AS nsp FROM pg_namespace WHERE nspname = 'drizzle'
          UNION ALL SELECT 'table', c.oid, relowner, relnamespace FROM pg_class c
            LEFT JOIN own_schema p ON p.oid = relnamespace
            WHERE relkind = 'r' AND (p.oid IS NOT NULL AND relname = ANY($1)
              OR relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'drizzle'))
          UNION ALL SELECT 'function', f.oid, proowner, pronamespace FROM pg_proc f
            JOIN own_schema p ON p.oid = pronamespace WHERE proname LIKE $2)
      SELECT quote_ident(current_user) AS "user", quote_ident(current_database()) AS database,
        has_database_privilege(current_database(), 'CREATE') AS "mayMakeSchemas",
        p.oid::regnamespace AS schema,
        has_schema_privilege(p.oid, 'USAGE') AND has_schema_privilege(p.oid, 'CREATE') AS "mayMakeTables",
        (SELECT coalesce(json_agg(json_build_object('kind', kind, 'owner', owner::regrole)), '[]')
          FROM ours WHERE NOT pg_has_role(owner, 'USAGE')) AS foreign,
        (SELECT coalesce(json_agg(relname ORDER BY relname), '[]') FROM ours JOIN pg_class USING (oid)
          WHERE kind = 'table' AND NOT (has_schema_privilege(nsp, 'USAGE') AND has_table_privilege(oid, 'SELECT')
            AND (nsp <> p.oid OR has_table_privilege(oid, 'INSERT')
              AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')))) AS unusable
      FROM own_schema p`,
      [TABLES, FUNCTIONS],
    );
    if (!rows[0]) throw new Error("The database has no schema for tables");
    return rows[0];
  });
}
