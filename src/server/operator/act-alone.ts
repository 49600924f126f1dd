import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { leaveRegistry } from "@/core/access/nodes";
import { realtime } from "@/core/realtime";
import { openDatabase } from "@/db/client";
import { env, loadAuthSecret } from "@/lib/env";
import { SettingsError } from "@/lib/settings-error";
import { processWide } from "@/lib/process-wide";
import { closeBus } from "../cluster/redis";
import { startRealtime } from "../start-realtime";
import { type Command, changesAccess, needsServer, type Report } from "./commands";
import { perform } from "./perform";
import { CommandError } from "./socket-files";
import { createSweptRealtime, withSweeps } from "./swept-realtime";

const NEEDS_SERVER =
  "No server can be reached from here, and a drill needs one. Run this on a machine where one runs, with its DATA_DIR.";

/**
 * Runs a command in this process when no server can be asked. The database is not migrated, since servers of an older
 * version may be running on it.
 * @throws SettingsError when there is no database, or another Gatehouse has the folder; AppError
 */
export async function actAlone(command: Command): Promise<Report> {
  if (needsServer(command)) throw new CommandError(NEEDS_SERVER);
  const settings = env();
  if (!settings.databaseUrl) assertOwnFolder(settings.dataDir);
  // What it changes goes on record, which is signed with a key made from the secret.
  loadAuthSecret();
  const database = await openDatabase(settings, { migrates: false });
  try {
    if (!changesAccess(command)) return await perform(command);
    if (settings.redisUrl) return await amongServers(() => perform(command));
    processWide().realtime = createSweptRealtime();
    return await perform(command);
  } finally {
    await database.close();
  }
}

/**
 * Refuses to run as another user: files that this user writes into the folder could keep the server from opening it.
 */
function assertOwnFolder(dataDir: string): void {
  if (!existsSync(path.join(dataDir, "pglite"))) {
    throw new SettingsError(
      `DATA_DIR: there is no database in ${dataDir}. Start Gatehouse first, or set DATABASE_URL`,
    );
  }
  const user = process.getuid?.();
  if (user !== undefined && user !== statSync(dataDir).uid) {
    throw new SettingsError(`DATA_DIR: ${dataDir} belongs to another user. Run this as that user`);
  }
}

/** Joins the servers over Redis while the work runs, as a node that serves nobody. */
async function amongServers<T>(work: () => Promise<T>): Promise<T> {
  const { io, engine, sweep, bus } = await startRealtime();
  processWide().realtime = withSweeps(realtime());
  try {
    return await work();
  } finally {
    await sweep.stop();
    await leaveRegistry();
    await io.close();
    engine.close();
    if (bus) closeBus(bus);
  }
}
