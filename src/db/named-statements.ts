import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import type pg from "pg";
import { logger } from "@/lib/logger";

/**
 * Statements that recur are sent under a name. Postgres then parses and plans each once for a connection, and not at
 * every call: planning a message takes as long as writing it.
 */

/** A text has recurred when it was used so often. */
const USES = 10;
/** Each name takes memory of every connection for as long as it lasts. */
const MOST_NAMES = 200;
/** How many texts without a name are counted. Then the count begins anew, so those that never recur are forgotten. */
const MOST_COUNTED = 1_000;

const MARK = "/* planned each time */";

/**
 * Put this into a statement whose best plan depends on its values, such as a search: it gets no name. Others may get one
 * plan for all values, once Postgres has made five plans for certain values and finds that they cost no less.
 */
export const PLANNED_EACH_TIME: SQL = sql.raw(MARK);

/** The connection does not know the name, or knows it already: somebody in between shares it with others. */
const FOREIGN = new Set(["26000", "42P05"]);
/** The columns of its result have another type now: a newer server has migrated the database. */
const OUTDATED = "0A000";

const PLANS_LAST_MS = 60_000;

/**
 * Lets each connection of a pool make its plans anew once a minute. Postgres does that by itself when it has analysed a
 * table. Until then, or where that is switched off, a plan that was made for ten rows would go through a million.
 */
export function renewPlans(pool: pg.Pool, lastMs = PLANS_LAST_MS): void {
  const plannedAt = new WeakMap<pg.PoolClient, number>();
  pool.on("acquire", (client) => {
    const now = performance.now();
    const since = plannedAt.get(client);
    if (since !== undefined && now - since < lastMs) return;
    plannedAt.set(client, now);
    // If this fails, the connection is broken, and the statement that it was acquired for fails too.
    if (since !== undefined) client.query("DISCARD PLANS").catch(() => undefined);
  });
}

export class NamedStatements {
  private readonly uses = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private generation = 0;
  private isOff = false;

  constructor(private readonly most = MOST_NAMES) {}

  /**
   * Runs a statement outside of a transaction, under its name if it has one. A statement that failed because of its name
   * has not run, and is run again without it. In a transaction that could not be done: what came before has failed too.
   */
  async query(pool: pg.Pool, config: pg.QueryConfig, values: unknown[]): Promise<pg.QueryResult> {
    const name = this.nameOf(config.text);
    if (name === undefined) return pool.query(config, values);
    try {
      return await pool.query({ ...config, name }, values);
    } catch (error) {
      if (!this.isFromName((error as { code?: unknown }).code)) throw error;
      return pool.query(config, values);
    }
  }

  private nameOf(text: string): string | undefined {
    if (this.isOff) return undefined;
    return this.names.get(text) ?? this.count(text);
  }

  private count(text: string): string | undefined {
    if (this.names.size >= this.most || text.includes(MARK)) return undefined;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses < USES) {
      if (this.uses.size >= MOST_COUNTED) this.uses.clear();
      this.uses.set(text, uses);
      return undefined;
    }
    this.uses.delete(text);
    const name = `${createHash("sha256").update(text).digest("hex").slice(0, 24)}_${this.generation}`;
    this.names.set(text, name);
    return name;
  }

  private isFromName(code: unknown): boolean {
    if (code === OUTDATED) {
      // Under another name, each connection parses it anew.
      this.generation += 1;
      this.names.clear();
      return true;
    }
    if (typeof code !== "string" || !FOREIGN.has(code)) return false;
    if (!this.isOff) logger().info("statements get no names: the database connections are shared");
    this.isOff = true;
    return true;
  }
}
