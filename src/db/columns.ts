import { getTableName, is, SQL, type SQLChunk, sql, StringChunk } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";

/**
 * What a statement selects, by the names of the fields in its rows. The list in the SQL and the type of a row both come
 * from this definition. A table's column has its type from the schema, an expression that of its `sql<…>`. An undefined
 * entry is not selected.
 */
export type Columns = Readonly<Record<string, SQL | AnyPgColumn | undefined>>;

export type RowOf<C extends Columns> = { [Name in keyof C]: ValueOf<C[Name]> };

type ValueOf<Column> =
  Column extends SQL<infer Value>
    ? Value
    : Column extends AnyPgColumn
      ? Raw<Column["_"]["data"]> | (Column["_"]["notNull"] extends true ? never : null)
      : undefined;

/** A timestamp is text in a raw row. */
type Raw<Value> = Value extends Date ? string : Value;

/** A row of an outer join: either all fields have values, or all of them are null. */
export type Joined<Row> = Row | { [Name in keyof Row]: null };

/** The SQL list of the columns, each with its alias. Columns without parameters come first, as cached text. */
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

const texts = new WeakMap<SQL | AnyPgColumn, string | null>();

/**
 * A column as SQL text, or null if it has parameters. The text is cached: building it for every column took longer than
 * building the rest of the statement.
 */
function textOf(column: SQL | AnyPgColumn): string | null {
  const known = texts.get(column);
  if (known !== undefined) return known;
  const text = is(column, SQL) ? joinTexts(column.queryChunks) : nameColumn(column);
  texts.set(column, text);
  return text;
}

/** The text of these parts of a statement, or null if there is a parameter among them. */
function joinTexts(chunks: readonly SQLChunk[]): string | null {
  let whole = "";
  for (const chunk of chunks) {
    const text = is(chunk, StringChunk)
      ? chunk.value.join("")
      : is(chunk, SQL)
        ? joinTexts(chunk.queryChunks)
        : null;
    if (text === null) return null;
    whole += text;
  }
  return whole;
}

const nameColumn = (column: AnyPgColumn) => `"${getTableName(column.table)}"."${column.name}"`;
