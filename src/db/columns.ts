import { type SQL, sql } from "drizzle-orm";
import { type AnyPgColumn, PgDialect } from "drizzle-orm/pg-core";

/**
 * What a statement selects, by the names that its rows have: from one definition follow the list in the SQL and the
 * type of a row. A column of a table has the type that the schema gives it, an expression that of its `sql<…>`. What is
 * undefined is not selected.
 */
export type Columns = Readonly<Record<string, SQL | AnyPgColumn | undefined>>;

export type RowOf<C extends Columns> = { [Name in keyof C]: ValueOf<C[Name]> };

type ValueOf<Column> =
  Column extends SQL<infer Value>
    ? Value
    : Column extends AnyPgColumn
      ? Raw<Column["_"]["data"]> | (Column["_"]["notNull"] extends true ? never : null)
      : undefined;

/** A moment is text in a raw row. */
type Raw<Value> = Value extends Date ? string : Value;

/** A row of an outer join: either all of it, or nothing but `null`. */
export type Joined<Row> = Row | { [Name in keyof Row]: null };

/** The columns of a statement, each under its name: those first that are the same in every statement. */
export function listColumns(columns: Columns): SQL {
  const fixed: string[] = [];
  const others: SQL[] = [];
  for (const [name, column] of Object.entries(columns)) {
    if (column === undefined) continue;
    const text = textOf(column);
    if (text === null) others.push(sql`${column} AS ${sql.identifier(name)}`);
    else fixed.push(`${text} AS "${name}"`);
  }
  const list = fixed.length > 0 ? [sql.raw(fixed.join(", ")), ...others] : others;
  return sql.join(list, sql`, `);
}

const dialect = new PgDialect();
const texts = new WeakMap<SQL | AnyPgColumn, string | null>();

/**
 * A column as SQL, written once: writing all of them anew took longer than writing the rest of a statement. Null for
 * one that has values in it.
 */
function textOf(column: SQL | AnyPgColumn): string | null {
  const known = texts.get(column);
  if (known !== undefined) return known;
  const { sql: text, params } = dialect.sqlToQuery(sql`${column}`);
  const fixed = params.length === 0 ? text : null;
  texts.set(column, fixed);
  return fixed;
}
