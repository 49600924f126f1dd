import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { createDiskStore } from "./disk-store";
import { createS3Store } from "./s3-store";

/** Places of bytes, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/**
 * Where the bytes of files are kept. The ids are those of the rows in the database. If a store is unreachable, its
 * methods throw an AppError UNAVAILABLE.
 */
export interface Store {
  /** Takes over the file at a path on this disk. When it returns, the bytes are safely stored. */
  keep(id: string, from: string): Promise<void>;
  has(id: string): Promise<boolean>;
  /** The bytes, or those of a range. Nothing is opened before the first part is read, and nothing stays open after the last part. */
  read(id: string, range?: ByteRange): AsyncGenerator<Uint8Array>;
  /** Removes the bytes, if they are there. */
  remove(id: string): Promise<void>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    store?: Promise<Store>;
  }
}

/** The store that the settings name: a bucket if one is configured, else the disk. */
export function store(): Promise<Store> {
  const slot = processWide();
  slot.store ??= openStore();
  return slot.store;
}

async function openStore(): Promise<Store> {
  const { s3, dataDir } = env();
  return s3 ? createS3Store(s3) : createDiskStore(dataDir);
}
