import type { PGlite, QueryOptions, Results, Transaction } from "@electric-sql/pglite";
import { logger } from "@/lib/logger";

/** What is asked of PGlite, here and by drizzle. */
export interface Engine {
  query<T>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>>;
  exec(text: string): Promise<unknown>;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** The SQLSTATE of a database that cannot be connected to now, so that callers take it for one that is away. */
class EngineAborted extends Error {
  readonly code = "57P03";

  constructor(cause?: unknown) {
    super("The embedded database has aborted, and is opened anew when its disk can be written to", {
      cause,
    });
  }
}

/** Kept small, since the embedded Postgres never clears its log away by itself. */
const LOG_SIZES = ["-c", "min_wal_size=32MB", "-c", "max_wal_size=64MB"];
/** How an interrupted statement comes back to the main loop of PGlite; everything else that is thrown is an abort. */
const LONG_JUMP = 100;

/**
 * PGlite on a folder, which is opened anew after an abort: where its log cannot be written, Postgres gives up. What it
 * acknowledged is in the log by then and is read from there.
 */
export class EmbeddedEngine implements Engine {
  private client: PGlite | undefined;
  private endClient: ((cause: unknown) => void) | undefined;

  constructor(private readonly folder: string) {}

  get isAborted(): boolean {
    return this.client === undefined;
  }

  /** @throws Error when it cannot be opened; it may be tried again */
  async open(): Promise<void> {
    const { PGlite: Class } = await import("@electric-sql/pglite");
    const client = await Class.create(this.folder, {
      startParams: [...Class.defaultStartParams, ...LOG_SIZES],
    });
    const endClient = endAtAbort(client, (cause) => {
      if (this.client === client) this.giveUp(cause);
    });
    await client.exec("SET timezone = 'UTC'");
    this.client = client;
    this.endClient = endClient;
  }

  /** Asks the instance nothing any more, also not what waits in it: a fresh one takes its place. */
  giveUp(cause: unknown): void {
    this.endClient?.(cause);
    this.client = undefined;
    logger().error({ err: cause }, "the embedded database has aborted");
  }

  query<T>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    return this.ask((client) => client.query<T>(text, params, options));
  }

  exec(text: string): Promise<unknown> {
    return this.ask((client) => client.exec(text));
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.ask((client) => client.transaction(work));
  }

  async close(): Promise<void> {
    await this.client?.close();
  }

  private async ask<T>(question: (client: PGlite) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client) throw new EngineAborted();
    return question(client);
  }
}

/** The part of PGlite through which every message to Postgres goes. */
interface Inside {
  mod: { _PostgresMainLoopOnce(): void; stackRestore(at: number): void };
  execProtocolRawSync(message: Uint8Array): Uint8Array;
}

/**
 * Gives an instance up at its first abort. PGlite goes on asking it, which never answers: the process would spin in
 * there, deaf to signals. What is thrown while it restores its stack leaves its loop.
 * @returns has it refuse whatever it is asked from now on, as after an abort
 */
function endAtAbort(client: PGlite, onAbort: (cause: unknown) => void): (cause: unknown) => void {
  const inside = client as unknown as Inside;
  const { mod } = inside;
  const { _PostgresMainLoopOnce: runOnce, stackRestore } = mod;
  const execute = inside.execProtocolRawSync.bind(client);
  let aborted: EngineAborted | undefined;
  mod._PostgresMainLoopOnce = () => {
    try {
      runOnce();
    } catch (error) {
      if ((error as { status?: unknown }).status !== LONG_JUMP) {
        aborted = new EngineAborted(error);
        onAbort(error);
      }
      throw error;
    }
  };
  mod.stackRestore = (at) => {
    if (aborted) throw aborted;
    stackRestore(at);
  };
  inside.execProtocolRawSync = (message) => {
    if (aborted) throw aborted;
    return execute(message);
  };
  return (cause) => {
    aborted ??= new EngineAborted(cause);
  };
}
