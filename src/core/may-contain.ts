import { type SQL, sql } from "drizzle-orm";

/**
 * The condition that a text may contain another one, as `foldText` folds both. It decides texts of plain ASCII, by a
 * collation that is the same on every database. All others are to be decided by `foldText`: what a database takes for
 * the same letter depends on its locale.
 * @param folded the text to look for, already folded
 */
export function mayContain(text: SQL, folded: string): SQL {
  return sql`(strpos(lower(${text} COLLATE "C"), ${folded}) > 0 OR ${text} ~ '[^ -_a-~]|  ')`;
}
