import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "@/lib/env";

/**
 * Each server has a socket for the operator in DATA_DIR: a Unix socket that only its user can open, and nobody over the
 * network. On Windows it is a named pipe, and the file in DATA_DIR gives its name.
 */

const isWindows = process.platform === "win32";
const NAME = /^operator-([\w-]+)\.sock$/;

export const operatorSocketFile = (nodeId: string) => `operator-${nodeId}.sock`;

/** A sentence for the operator. */
export class CommandError extends Error {}

export const IS_ANOTHERS = "The server runs as another user. Run this as that user.";

/**
 * The ids of the nodes that have a socket in DATA_DIR, including sockets that were left behind.
 * @throws CommandError when the folder belongs to another user
 */
export function listOperatorSockets(): string[] {
  try {
    return readdirSync(env().dataDir).flatMap((file) => NAME.exec(file)?.[1] ?? []);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "EACCES") throw new CommandError(IS_ANOTHERS);
    throw error;
  }
}

/** The status for a command that is meant for another installation's database. */
export const MISDIRECTED = 421;

/** Identifies the database that server and command must share: one folder may hold sockets of several installations. */
export function databaseName(): string {
  return createHash("sha256")
    .update(env().databaseUrl ?? "embedded")
    .digest("hex");
}

/** Linux allows 107 bytes for the path of a socket, others 103. Node 20 silently cuts a longer one. */
const LONGEST_PATH = 100;

/** Calls `work` with a path of the node's socket that is short enough. */
export async function onOperatorSocket<T>(
  nodeId: string,
  work: (address: string) => T | Promise<T>,
): Promise<T> {
  const file = operatorSocketFile(nodeId);
  if (isWindows) return work(`\\\\.\\pipe\\gatehouse-${nodeId}`);
  const whole = path.join(env().dataDir, file);
  if (Buffer.byteLength(whole) <= LONGEST_PATH) return work(whole);
  const detour = await mkdtemp(path.join(tmpdir(), "gh-"));
  try {
    await symlink(env().dataDir, path.join(detour, "d"));
    return await work(path.join(detour, "d", file));
  } finally {
    await rm(detour, { recursive: true });
  }
}
