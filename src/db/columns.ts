import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

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

export function listColumns(columns: Columns): SQL {
  const each = Object.entries(columns)
    .filter(([, column]) => column !== undefined)
    .map(([name, column]) => sql`${column} AS ${sql.identifier(name)}`);
  return sql.join(each, sql`, `);
}
