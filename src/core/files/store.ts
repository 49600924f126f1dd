import { env } from "@/lib/env";
import { processWide } from "@/lib/process-wide";
import { createDiskStore } from "./disk-store";
import { createS3Store } from "./s3-store";

/**
 * Where the bytes of files are kept. Ids are those of the database. Whatever a store cannot do because it is
 * out of reach is an AppError UNAVAILABLE.
 */
export interface Store {
  /** Takes over what lies at a path on this disk. When it answers, the bytes are safe. */
  keep(id: string, from: string): Promise<void>;
  has(id: string): Promise<boolean>;
  /** The bytes. Nothing is opened before the first part is asked for, and nothing stays open after the last. */
  read(id: string): AsyncGenerator<Uint8Array>;
  /** Removes the bytes, if they are there. */
  remove(id: string): Promise<void>;
}

declare module "@/lib/process-wide" {
  interface ProcessWide {
    store?: Promise<Store>;
  }
}

/** The store that the settings name: a bucket, or else the disk. */
export function store(): Promise<Store> {
  const slot = processWide();
  slot.store ??= openStore();
  return slot.store;
}

async function openStore(): Promise<Store> {
  const { s3, dataDir } = env();
  return s3 ? createS3Store(s3) : createDiskStore(dataDir);
}
