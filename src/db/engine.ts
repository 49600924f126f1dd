import type { PGlite, QueryOptions, Results, Transaction } from "@electric-sql/pglite";
import { logger } from "@/lib/logger";

/** The part of PGlite's interface that we and drizzle use. */
export interface Engine {
  query<T>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>>;
  exec(text: string): Promise<unknown>;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

/** Has the SQLSTATE of a database that does not accept connections now, so that callers treat it as unavailable. */
class EngineAborted extends Error {
  readonly code = "57P03";

  constructor(cause?: unknown) {
    super("The embedded database has aborted, and is opened anew when its disk can be written to", {
      cause,
    });
  }
}

/** Small, since the embedded Postgres never removes its write-ahead log by itself. */
const LOG_SIZES = ["-c", "min_wal_size=32MB", "-c", "max_wal_size=64MB"];
/** The status with which an interrupted statement returns to PGlite's main loop. Every other exception is an abort. */
const LONG_JUMP = 100;

/**
 * PGlite on a folder. Postgres aborts when it cannot write its write-ahead log. A new instance has to be opened then;
 * it recovers from the log, which holds every commit that was acknowledged.
 */
export class EmbeddedEngine implements Engine {
  private client: PGlite | undefined;
  private endClient: ((cause: unknown) => void) | undefined;

  constructor(private readonly folder: string) {}

  get isAborted(): boolean {
    return this.client === undefined;
  }

  /** @throws Error when it cannot be opened; the caller may try again */
  async open(): Promise<void> {
    const { PGlite: Class } = await import("@electric-sql/pglite");
    const client = await Class.create(this.folder, {
      startParams: [...Class.defaultStartParams, ...LOG_SIZES],
    });
    const endClient = endAtAbort(client, (cause) => {
      if (this.client === client) this.abandon(cause);
    });
    await client.exec("SET timezone = 'UTC'");
    this.client = client;
    this.endClient = endClient;
  }

  /** Stops using the instance, and fails the statements that wait in it. `open` puts a new one in its place. */
  abandon(cause: unknown): void {
    this.endClient?.(cause);
    this.client = undefined;
    logger().error({ err: cause }, "the embedded database has aborted");
  }

  query<T>(text: string, params?: unknown[], options?: QueryOptions): Promise<Results<T>> {
    return this.run((client) => client.query<T>(text, params, options));
  }

  exec(text: string): Promise<unknown> {
    return this.run((client) => client.exec(text));
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run((client) => client.transaction(work));
  }

  async close(): Promise<void> {
    await this.client?.close();
  }

  private async run<T>(work: (client: PGlite) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client) throw new EngineAborted();
    return work(client);
  }
}

/** The internal part of PGlite through which every message to Postgres goes. */
interface Internals {
  mod: { _PostgresMainLoopOnce(): void; stackRestore(at: number): void };
  execProtocolRawSync(message: Uint8Array): Uint8Array;
}

/**
 * Makes an instance fail for good at its first abort. PGlite itself would call it again and again and never get an
 * answer: the process would spin in that loop and ignore signals. An exception in `stackRestore` leaves the loop.
 * @returns a function that makes the instance refuse every later statement, as after an abort
 */
function endAtAbort(client: PGlite, onAbort: (cause: unknown) => void): (cause: unknown) => void {
  const internals = client as unknown as Internals;
  const { mod } = internals;
  const { _PostgresMainLoopOnce: runOnce, stackRestore } = mod;
  const execute = internals.execProtocolRawSync.bind(client);
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
  internals.execProtocolRawSync = (message) => {
    if (aborted) throw aborted;
    return execute(message);
  };
  return (cause) => {
    aborted ??= new EngineAborted(cause);
  };
}
