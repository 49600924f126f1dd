import { openPromise, type Entry, type ZipFile } from "yauzl";
import { AppError, invalid } from "@/core/errors";
import { yieldNow } from "@/core/yield-now";
import { ListSplitter, tooLarge } from "./split-list";
import { readNames } from "./zip-names";

const MB = 1024 * 1024;
/** No day of a channel comes near this. It is kept in memory as a whole, to be sorted. */
const DAY_LIMIT_MB = 16;
/** A list of tens of thousands of people is larger than a day; little of it is kept. */
const ENTRY_LIMIT_MB = 64;
const TOTAL_LIMIT = 4 * 1024 * MB;
const MAX_ENTRIES = 250_000;
/** What operating systems put into a ZIP on their own. */
const NOBODYS = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** A file of a ZIP. No name of it is used as a path: names are only compared. */
export interface ArchiveFile {
  /** How its name may be read, the likeliest first. */
  names: [string, ...string[]];
  entry: Entry;
}

export interface Archive {
  files: ArchiveFile[];
  /**
   * The items of a list, one by one. Other work gets its turn in between, however long the list is.
   * @throws AppError VALIDATION when it cannot be read or is no list, TOO_LARGE
   */
  readList(file: ArchiveFile): AsyncGenerator;
  /**
   * As `readList`, for a list of which as much is wanted as can be read: an item that cannot be read is undefined.
   * @throws Damaged when nothing more can be read; AppError TOO_LARGE
   */
  salvageList(file: ArchiveFile): AsyncGenerator;
  close(): void;
}

/** A file of a ZIP breaks off, or is no list. */
export class Damaged extends Error {}

/**
 * Opens a ZIP and reads its table of contents. The size that a file claims is checked before anything of it is
 * unpacked, and unpacking stops at that size.
 * @throws AppError VALIDATION (not a ZIP, or a broken one), TOO_LARGE
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await readable(openPromise(path, { autoClose: false }));
  try {
    return {
      files: await readable(listFiles(zip)),
      readList: (file) => readAll(zip, file),
      salvageList: (file) => salvage(zip, file),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listFiles(zip: ZipFile): Promise<ArchiveFile[]> {
  if (zip.entryCount > MAX_ENTRIES) throw tooLarge(`more than ${MAX_ENTRIES} files`);
  const files: ArchiveFile[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith("/") || NOBODYS.test(entry.fileName)) continue;
    files.push({ names: readNames(entry), entry });
    if (!entry.fileName.endsWith(".json")) continue;
    total += entry.uncompressedSize;
    const limit = isDay(entry.fileName) ? DAY_LIMIT_MB : ENTRY_LIMIT_MB;
    if (entry.uncompressedSize > limit * MB) throw tooLarge(`a file of more than ${limit} MB`);
    if (total > TOTAL_LIMIT) throw tooLarge("more than 4 GB");
  }
  return files;
}

/** Whether a file has the messages of a channel on one day. */
export const isDay = (name: string) => /(?:^|\/)\d{4}-\d{2}-\d{2}\.json$/.test(name);

async function* readAll(zip: ZipFile, { entry }: ArchiveFile): AsyncGenerator {
  try {
    for await (const item of splitEntry(zip, entry)) yield JSON.parse(item);
  } catch (error) {
    throw explain(error);
  }
}

async function* salvage(zip: ZipFile, { entry }: ArchiveFile): AsyncGenerator {
  try {
    for await (const item of splitEntry(zip, entry)) yield parseOrNothing(item);
  } catch (error) {
    if (isOurs(error) && (error as AppError).code !== "VALIDATION") throw error;
    throw new Damaged("a file of the archive is damaged", { cause: error });
  }
}

function parseOrNothing(item: string): unknown {
  try {
    return JSON.parse(item);
  } catch {
    // The list goes on behind it. Whoever reads the list counts what is missing.
    return undefined;
  }
}

async function* splitEntry(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const splitter = new ListSplitter();
  for await (const part of await zip.openReadStreamPromise(entry)) {
    for (const item of splitter.take(part as Buffer)) {
      yield item;
      await yieldNow();
    }
    await yieldNow();
  }
  splitter.end();
}

async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw explain(error);
  }
}

/** Whether the error is about something else than broken bytes: a failing disk is not the sender's fault. */
function isOurs(error: unknown): boolean {
  return error instanceof AppError || Boolean((error as NodeJS.ErrnoException).syscall);
}

/** Broken bytes are the sender's fault and are explained to them. */
function explain(error: unknown): unknown {
  if (isOurs(error) || !(error instanceof Error)) return error;
  const unreadable = invalid(
    "",
    "This file cannot be read. Export from Slack once more and send the ZIP as it is.",
  );
  unreadable.cause = error;
  return unreadable;
}
