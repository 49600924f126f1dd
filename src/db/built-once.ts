import { fillPlaceholders, type QueryWithTypings, SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { type Database, rows } from "./client";
import { type Columns, listColumns, type RowOf } from "./columns";

/**
 * Makes a function that runs a statement of which each call differs in one value alone. The text is put together at the
 * first call: to do that every time takes longer than to send it. So nothing else in it may depend on the call.
 * @param statement gets the SQL list of the columns, and the place of the value
 */
export function rowsOfOnce<C extends Columns>(
  columns: C,
  statement: (list: SQL, value: SQL) => SQL,
): (value: string, on: Pick<Database, "execute">) => Promise<RowOf<C>[]> {
  let built: QueryWithTypings | undefined;
  return (value, on) => {
    built ??= new PgDialect().sqlToQuery(statement(listColumns(columns), PLACE));
    const params = fillPlaceholders(built.params, { value });
    return rows<RowOf<C>>(new BuiltSql({ ...built, params }), on);
  };
}

const PLACE = sql`${sql.placeholder("value")}`;

/** For drizzle a statement like any other, that is put together already. */
class BuiltSql extends SQL {
  constructor(private readonly built: QueryWithTypings) {
    super([]);
  }

  override toQuery(): QueryWithTypings {
    return this.built;
  }
}
