import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface ZipEntry {
  /** The path in the archive, with `/`. */
  path: string;
  /** Read when the archive has come to it, once. */
  parts: AsyncIterable<Uint8Array | string>;
  /** False for what is compressed already, as pictures are. */
  compress: boolean;
}

/**
 * The bytes of a ZIP of these entries, made as fast as they are read. An entry is asked for when the one before has been
 * read to its end, so nothing is in memory but what is being read.
 */
export async function* zip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const archive = new ZipFile();
  const output = archive.outputStream as Readable;
  const fail = (error: unknown) => output.destroy(error as Error);
  archive.on("error", fail);
  const ending = new AbortController();
  void fill(archive, entries, ending.signal).catch(fail);
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    // The reader may have gone away in the middle.
    ending.abort();
  }
}

async function fill(
  archive: ZipFile,
  entries: AsyncIterable<ZipEntry>,
  signal: AbortSignal,
): Promise<void> {
  for await (const { path, parts, compress } of entries) {
    const stream = Readable.from(parts, { signal });
    archive.addReadStream(stream, path, { compress });
    await finished(stream);
  }
  archive.end();
}
