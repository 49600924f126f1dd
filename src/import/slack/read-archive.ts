import { openPromise, type Entry, type ZipFile } from "yauzl";
import { AppError, invalid } from "@/core/errors";
import { yieldNow } from "@/core/yield-now";
import { ListSplitter, tooLarge } from "./split-list";

const MB = 1024 * 1024;
/** No day of a channel comes near this. It is kept in memory as a whole, to be sorted. */
const DAY_LIMIT_MB = 16;
/** A list of tens of thousands of people is larger than a day; little of it is kept. */
const ENTRY_LIMIT_MB = 64;
const TOTAL_LIMIT = 4 * 1024 * MB;
const MAX_ENTRIES = 250_000;

/** The JSON files of a ZIP. No name in it is used as a path: names are only compared. */
export interface Archive {
  names: string[];
  /**
   * The items of a list, one by one. Other work gets its turn in between, however long the list is.
   * @throws AppError VALIDATION when it cannot be read or is no list, TOO_LARGE
   */
  readList(name: string): AsyncGenerator;
  close(): void;
}

/**
 * Opens a ZIP and reads its table of contents. The size that a file claims is checked before anything of it is
 * unpacked, and unpacking stops at that size.
 * @throws AppError VALIDATION (not a ZIP, or a broken one), TOO_LARGE
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await readable(openPromise(path, { autoClose: false }));
  try {
    const entries = await readable(listJson(zip));
    return {
      names: [...entries.keys()],
      readList: (name) => readEntry(zip, entries.get(name)),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listJson(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_ENTRIES) throw tooLarge(`more than ${MAX_ENTRIES} files`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith(".json")) continue;
    total += entry.uncompressedSize;
    const limit = isDay(entry.fileName) ? DAY_LIMIT_MB : ENTRY_LIMIT_MB;
    if (entry.uncompressedSize > limit * MB) throw tooLarge(`a file of more than ${limit} MB`);
    if (total > TOTAL_LIMIT) throw tooLarge("more than 4 GB");
    entries.set(entry.fileName, entry);
  }
  return entries;
}

/** Whether a file has the messages of a channel on one day. */
export const isDay = (name: string) => /(?:^|\/)\d{4}-\d{2}-\d{2}\.json$/.test(name);

async function* readEntry(zip: ZipFile, entry: Entry | undefined): AsyncGenerator {
  try {
    if (!entry) throw new Error("not in the archive");
    const splitter = new ListSplitter();
    for await (const part of await zip.openReadStreamPromise(entry)) {
      for (const item of splitter.take(part as Buffer)) {
        yield JSON.parse(item);
        await yieldNow();
      }
      await yieldNow();
    }
    splitter.end();
  } catch (error) {
    throw explain(error);
  }
}

async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw explain(error);
  }
}

/** Broken bytes are the sender's fault and are explained to them; a failing disk is our fault. */
function explain(error: unknown): unknown {
  const ours = error instanceof AppError || (error as NodeJS.ErrnoException).syscall;
  if (ours || !(error instanceof Error)) return error;
  const unreadable = invalid(
    "",
    "This file cannot be read. Export from Slack once more and send the ZIP as it is.",
  );
  unreadable.cause = error;
  return unreadable;
}
