import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { KEPT_FREE_BYTES, readFreeBytes } from "@/lib/disk-room";
import { env } from "@/lib/env";
import { noRoom } from "../errors";
import { outOfTurn } from "@/lib/current-turn";
import { assertId } from "./storage-key";

/** What is coming in: on the disk of this process, under `DATA_DIR`, until a store keeps it. */

/** How much of a file its type is read from. */
const HEAD_BYTES = 512 * 1024;
/** How much beyond the limit is read and lost: who is cut off while sending never reads the refusal. */
const PATIENCE_BYTES = 4 * 1024 * 1024;

/** A body that is larger than it may be. */
export class TooManyBytes extends Error {}

/**
 * Writes a file that is coming in, part by part, and sees it safely on the disk.
 * @returns its size and its first part
 * @throws TooManyBytes, AppError UNAVAILABLE (the disk is full), and whatever `parts` throws
 */
export function saveIncoming(
  id: string,
  parts: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ size: number; head: Buffer }> {
  return outOfTurn(() => save(id, parts, limit));
}

async function save(id: string, parts: AsyncIterable<Uint8Array>, limit: number) {
  await mkdir(incoming(), { recursive: true });
  const handle = await open(incomingPath(id), "wx+", 0o600);
  try {
    const size = await writeParts(handle, parts, limit);
    await handle.sync();
    return { size, head: await readHead(handle, size) };
  } finally {
    await handle.close();
  }
}

/** Throws away what came in, if it is still there. */
export async function dropIncoming(id: string): Promise<void> {
  await rm(incomingPath(id), { force: true });
}

/** Throws away what came in before a moment and was never kept: the process ended on the way. */
export async function dropIncomingBefore(moment: number): Promise<void> {
  await mkdir(incoming(), { recursive: true });
  for (const name of await readdir(incoming())) {
    const file = path.join(incoming(), name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs < moment) await rm(file, { force: true });
  }
}

/** Where a file that came in is, until it is kept or dropped. */
export function incomingPath(id: string): string {
  return path.join(incoming(), assertId(id));
}

const incoming = () => path.join(env().dataDir, "files", "incoming");

async function writeParts(
  handle: FileHandle,
  parts: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<number> {
  let size = 0;
  for await (const part of parts) {
    size += part.byteLength;
    if (size > limit + PATIENCE_BYTES) break;
    if (size > limit) continue;
    await assertRoom(part.byteLength);
    await handle.writeFile(part);
  }
  if (size > limit) throw new TooManyBytes();
  return size;
}

/** What the embedded database needs to go on is no room for files. */
async function assertRoom(bytes: number): Promise<void> {
  if ((await readFreeBytes(env().dataDir)) - bytes < KEPT_FREE_BYTES) throw noRoom();
}

async function readHead(handle: FileHandle, size: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return head.subarray(0, bytesRead);
}
