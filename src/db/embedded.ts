import path from "node:path";
import { drizzle } from "drizzle-orm/pglite";
import type { PGlite } from "@electric-sql/pglite";
import { freeBytes, RESERVED_FREE_BYTES } from "@/lib/disk-room";
import { SettingsError } from "@/lib/settings-error";
import { runToCommit } from "./before-commit";
import type { Database, OpenDatabase } from "./client";
import { DiskWatch } from "./disk-watch";
import { EmbeddedEngine, type Engine } from "./engine";
import { lockFolder } from "./folder-lock";
import { migratePglite } from "./migrate";
import * as schema from "./schema";

/** How long to wait for the folder: within this time a server that was told to stop has ended and released it. */
const PATIENCE_MS = 6_000;

/**
 * Opens the embedded database of a folder, and locks the folder until the database is closed.
 * @param migrates whether the database is migrated to the schema of this code
 * @throws SettingsError when another process has locked the folder, or its disk is full
 */
export async function openEmbedded(folder: string, migrates: boolean): Promise<OpenDatabase> {
  const unlock = await lockFolder(folder, migrates ? PATIENCE_MS : 0).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SettingsError(`DATA_DIR: ${why}`, { cause });
  });
  try {
    assertRoom(folder);
    const engine = new EmbeddedEngine(path.join(folder, "pglite"));
    await engine.open();
    if (migrates) await migratePglite(asClient(engine));
    const watch = new DiskWatch(folder, engine);
    watch.start();
    const db = toDatabase(readOnlyWhile(() => watch.isFull(), engine));
    return {
      db,
      sendsDb: db,
      sweepDb: toDatabase(engine),
      reservedDb: toDatabase(withReserve(watch, engine)),
      close: async () => {
        await watch.stop();
        await engine.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function assertRoom(folder: string): void {
  const free = freeBytes(folder);
  if (free >= RESERVED_FREE_BYTES) return;
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new SettingsError(
    `DATA_DIR: the disk of ${folder} has ${megabytes(free)} MB free, and the embedded database needs ` +
      `${megabytes(RESERVED_FREE_BYTES)} MB to start; make room and start again, nothing is lost`,
  );
}

function toDatabase(engine: Engine): Database {
  const database = drizzle({ client: asClient(engine), schema }) as unknown as Database;
  const transaction = database.transaction.bind(database);
  database.transaction = (work) => transaction((tx) => runToCommit(tx, work));
  return database;
}

const asClient = (engine: Engine) => engine as unknown as PGlite;

const READ_ONLY = "SET TRANSACTION READ ONLY";

/** Transactions that end access may use the reserve on the disk, so that they work although the disk is full. */
function withReserve(watch: DiskWatch, engine: Engine): Engine {
  return {
    exec: (text) => engine.exec(text),
    query: (...asked) => engine.query(...asked),
    transaction: (work) => {
      watch.makeRoomToEnd();
      return engine.transaction(work);
    },
  };
}

/** While the disk is full, every transaction is read-only: Postgres itself refuses to write, and reading goes on. */
function readOnlyWhile(isFull: () => boolean, engine: Engine): Engine {
  const reading: Engine["query"] = (text, params, options) =>
    engine.transaction(async (tx) => {
      await tx.exec(READ_ONLY);
      return tx.query(text, params, options);
    });
  return {
    exec: (text) => engine.exec(text),
    query: (...asked) => (isFull() ? reading(...asked) : engine.query(...asked)),
    transaction: (work) =>
      engine.transaction(async (tx) => {
        if (isFull()) await tx.exec(READ_ONLY);
        return work(tx);
      }),
  };
}
