import path from "node:path";
import { drizzle } from "drizzle-orm/pglite";
import type { PGlite } from "@electric-sql/pglite";
import { freeBytes, KEPT_FREE_BYTES } from "@/lib/disk-room";
import { SettingsError } from "@/lib/settings-error";
import type { Database, OpenDatabase } from "./client";
import { DiskWatch } from "./disk-watch";
import { EmbeddedEngine, type Engine } from "./engine";
import { lockFolder } from "./folder-lock";
import { migratePglite } from "./migrate";
import * as schema from "./schema";

/** A server that was told to stop is gone by then, and the next one may have been started already. */
const PATIENCE_MS = 6_000;

/**
 * Opens the embedded database of a folder, which it holds until it is closed.
 * @param migrates whether it is brought up to what this code needs
 * @throws SettingsError when another process has it, or its disk is full
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
    return {
      db: on(onlyReadsWhile(() => watch.isFull(), engine)),
      sweepDb: on(engine),
      reservedDb: on(withReserve(watch, engine)),
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
  if (free >= KEPT_FREE_BYTES) return;
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new SettingsError(
    `DATA_DIR: the disk of ${folder} has ${megabytes(free)} MB free, and the embedded database needs ` +
      `${megabytes(KEPT_FREE_BYTES)} to start; make room, nothing is lost`,
  );
}

const on = (engine: Engine) => drizzle({ client: asClient(engine), schema }) as unknown as Database;

const asClient = (engine: Engine) => engine as unknown as PGlite;

const READ_ONLY = "SET TRANSACTION READ ONLY";

/** What ends access gets the room that is kept for it: it does so in transactions, whatever fills the disk meanwhile. */
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

/** While the disk is full, Postgres itself refuses whatever would write; reading goes on. */
function onlyReadsWhile(isFull: () => boolean, engine: Engine): Engine {
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
