import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/env";

/** Where the bytes are: under `DATA_DIR`, by the id of the file and never by its name. */

/** How much of a file its type is read from. */
const HEAD_BYTES = 512 * 1024;
/** How much beyond the limit is read and lost: who is cut off while sending never reads the refusal. */
const PATIENCE_BYTES = 4 * 1024 * 1024;

/** A body that is larger than it may be. */
export class TooManyBytes extends Error {}

/**
 * Writes a file that is coming in, part by part, and sees it safely on the disk.
 * @returns its size and its first part
 * @throws TooManyBytes, and whatever `parts` throws
 */
export async function saveIncoming(
  id: string,
  parts: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<{ size: number; head: Buffer }> {
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

/** Puts what came in to where it is read. */
export async function keepIncoming(id: string): Promise<void> {
  await mkdir(path.dirname(keptPath(id)), { recursive: true });
  await rename(incomingPath(id), keptPath(id));
}

/** Where what came in lies until it is kept or dropped. */
export const incomingPath = (id: string) => path.join(incoming(), assertId(id));

/** Throws away what came in, if it is still there. */
export async function dropIncoming(id: string): Promise<void> {
  await rm(incomingPath(id), { force: true });
}

export async function removeKept(id: string): Promise<void> {
  await rm(keptPath(id), { force: true });
}

/** @throws Error (ENOENT) when the bytes are not there */
export async function assertKept(id: string): Promise<void> {
  await stat(keptPath(id));
}

/** The bytes of a file. Nothing is opened before the first part is asked for. */
export async function* readKept(id: string): AsyncGenerator<Uint8Array> {
  const handle = await open(keptPath(id), "r");
  try {
    yield* handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>;
  } finally {
    await handle.close();
  }
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

const folder = () => path.join(env().dataDir, "files");
const incoming = () => path.join(folder(), "incoming");
const keptPath = (id: string) => path.join(folder(), assertId(id).slice(-2), id);

/** Ids are ours and come from the database; a path is made of nothing else. */
function assertId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error("this is not the id of a file");
  return id;
}

async function writeParts(
  handle: FileHandle,
  parts: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<number> {
  let size = 0;
  for await (const part of parts) {
    size += part.byteLength;
    if (size > limit + PATIENCE_BYTES) break;
    if (size <= limit) await handle.writeFile(part);
  }
  if (size > limit) throw new TooManyBytes();
  return size;
}

async function readHead(handle: FileHandle, size: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(size, HEAD_BYTES));
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  return head.subarray(0, bytesRead);
}
