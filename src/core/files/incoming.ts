import { type FileHandle, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { RESERVED_FREE_BYTES, readFreeBytes } from "@/lib/disk-room";
import { env } from "@/lib/env";
import { diskFull } from "../errors";
import { runWithoutTurn } from "@/lib/current-turn";
import { assertId } from "./storage-key";

/** Files that are being received: they are under `DATA_DIR` on the disk of this process until a store keeps them. */

/** How much of a file is read to detect its type. */
const HEAD_BYTES = 512 * 1024;
/**
 * How much beyond the limit is read and thrown away. A client that is disconnected while it sends never reads the
 * refusal.
 */
const DISCARDED_BYTES = 4 * 1024 * 1024;

/** The body is larger than the limit. */
export class TooManyBytes extends Error {}

/**
 * Writes an incoming file part by part, and flushes it to the disk.
 * @param limit the largest size in bytes
 * @returns its size in bytes and its first part
 */
export function saveIncoming(
  id: string,
  parts: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ size: number; head: Buffer }> {
  return runWithoutTurn(() => save(id, parts, limit));
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

/** Deletes an incoming file, if it is still there. */
export async function dropIncoming(id: string): Promise<void> {
  await rm(incomingPath(id), { force: true });
}

/**
 * Deletes incoming files that were last written before a moment (ms since 1970) and never kept: their process ended
 * before.
 */
export async function dropIncomingBefore(moment: number): Promise<void> {
  await mkdir(incoming(), { recursive: true });
  for (const name of await readdir(incoming())) {
    const file = path.join(incoming(), name);
    const { mtimeMs } = await stat(file);
    if (mtimeMs < moment) await rm(file, { force: true });
  }
}

/** The path of an incoming file, until it is kept or dropped. */
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
    if (size > limit + DISCARDED_BYTES) break;
    if (size > limit) continue;
    await assertDiskSpace(part.byteLength);
    await handle.writeFile(part);
  }
  if (size > limit) throw new TooManyBytes();
  return size;
}

/** Leaves free the space that the embedded database needs: files may not use it. */
async function assertDiskSpace(bytes: number): Promise<void> {
  if ((await readFreeBytes(env().dataDir)) - bytes < RESERVED_FREE_BYTES) throw diskFull();
}

async function readHead(handle: FileHandle, size: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return head.subarray(0, bytesRead);
}
