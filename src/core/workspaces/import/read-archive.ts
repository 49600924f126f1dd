import { openPromise, type Entry, type ZipFile } from "yauzl";
import { AppError, invalid } from "../../errors";

/** No list of people and no day of talk comes near these: what goes beyond is made to hurt. */
const ENTRY_LIMIT = 64 * 1024 * 1024;
const TOTAL_LIMIT = 4 * 1024 * 1024 * 1024;
const MOST_ENTRIES = 250_000;

/** The JSON files of a ZIP. Nothing in it becomes a path: names are only compared. */
export interface Archive {
  names: string[];
  /** @throws AppError VALIDATION when it cannot be read */
  readJson(name: string): Promise<unknown>;
  close(): void;
}

/**
 * Opens a ZIP and looks at its table of contents. How large a file claims to be counts before anything of it
 * is unpacked, and unpacking ends where the claim ends.
 * @throws AppError VALIDATION (not a ZIP, or a broken one), TOO_LARGE
 */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await readable(openPromise(path, { autoClose: false }));
  try {
    const entries = await readable(listJson(zip));
    return {
      names: [...entries.keys()],
      readJson: (name) => readable(readEntry(zip, entries.get(name))),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listJson(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MOST_ENTRIES) throw tooLarge(`more than ${MOST_ENTRIES} files`);
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    if (!entry.fileName.endsWith(".json")) continue;
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > ENTRY_LIMIT) throw tooLarge("a file of more than 64 MB");
    if (total > TOTAL_LIMIT) throw tooLarge("more than 4 GB");
    entries.set(entry.fileName, entry);
  }
  return entries;
}

async function readEntry(zip: ZipFile, entry: Entry | undefined): Promise<unknown> {
  if (!entry) throw new Error("not in the archive");
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString());
}

/** What is wrong with the bytes is the sender's to know; a failing disk is ours. */
async function readable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const ours = error instanceof AppError || (error as NodeJS.ErrnoException).syscall;
    if (ours || !(error instanceof Error)) throw error;
    const unreadable = invalid(
      "",
      "This file cannot be read. Export from Slack once more and send the ZIP as it is.",
    );
    unreadable.cause = error;
    throw unreadable;
  }
}

function tooLarge(what: string): AppError {
  return new AppError("TOO_LARGE", `This export has ${what} in it and is not taken.`);
}
