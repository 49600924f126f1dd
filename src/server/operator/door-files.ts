import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "@/lib/env";

/**
 * Each server has a door for the operator, in DATA_DIR: a Unix socket that only its user can open, and nobody over
 * the network. On Windows it is a pipe, and the file in DATA_DIR tells its name.
 */

const isWindows = process.platform === "win32";
const NAME = /^operator-([\w-]+)\.sock$/;

export const doorFile = (nodeId: string) => `operator-${nodeId}.sock`;

/** A sentence for the operator. */
export class CommandError extends Error {}

export const IS_ANOTHERS = "The server runs as another user. Run this as that user.";

/**
 * The doors in DATA_DIR, those too that were left behind, by the ids of their nodes.
 * @throws CommandError when the folder is another user's
 */
export function listDoors(): string[] {
  try {
    return readdirSync(env().dataDir).flatMap((file) => NAME.exec(file)?.[1] ?? []);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return [];
    if (code === "EACCES") throw new CommandError(IS_ANOTHERS);
    throw error;
  }
}

/** The answer to whoever asks for another installation's database. */
export const MISDIRECTED = 421;

/** The database that a server and a command must have in common: a folder may hold more than one installation's doors. */
export function databaseName(): string {
  return createHash("sha256")
    .update(env().databaseUrl ?? "embedded")
    .digest("hex");
}

/** Linux takes 107 bytes for the path of a socket, others 103. Node 20 cuts a longer one without a word. */
const LONGEST_PATH = 100;

/** Opens or reaches a door by a path that is short enough. */
export async function atDoor<T>(
  nodeId: string,
  work: (address: string) => T | Promise<T>,
): Promise<T> {
  const file = doorFile(nodeId);
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
