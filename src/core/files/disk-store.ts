import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { storageKey } from "./storage-key";
import type { ByteRange, Store } from "./store";

/** Keeps bytes under `DATA_DIR`. Incoming files are on the same file system, so that a rename can move them. */
export function createDiskStore(dataDir: string): Store {
  const pathOf = (id: string) => path.join(dataDir, "files", storageKey(id));
  return {
    async keep(id, from) {
      await mkdir(path.dirname(pathOf(id)), { recursive: true });
      await rename(from, pathOf(id));
    },
    has: (id) => isThere(pathOf(id)),
    read: (id, range) => readParts(pathOf(id), range),
    remove: (id) => rm(pathOf(id), { force: true }),
  };
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function* readParts(file: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
  const handle = await open(file, "r");
  try {
    yield* handle.createReadStream({ ...range, autoClose: false }) as AsyncIterable<Uint8Array>;
  } finally {
    await handle.close();
  }
}
