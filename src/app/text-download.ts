import { create as contentDisposition } from "content-disposition";
import { toStream } from "./to-stream";

/** So much is sent at once: with a chunk for each line, a long file takes ten times as long. */
const CHUNK_CHARACTERS = 64 * 1024;

/** An answer in JSON Lines, to be saved under this name. The lines are made only as fast as they are read. */
export function jsonLines(fileName: string, lines: AsyncGenerator<string>): Response {
  return download(fileName, "application/jsonl; charset=utf-8", lines);
}

/** As `jsonLines`, for spreadsheet programs. */
export function csv(fileName: string, lines: AsyncGenerator<string>): Response {
  return download(fileName, "text/csv; charset=utf-8; header=present", lines);
}

function download(fileName: string, type: string, lines: AsyncGenerator<string>): Response {
  return new Response(toStream(inChunks(lines)), {
    headers: {
      "Content-Type": type,
      "Content-Disposition": contentDisposition(fileName),
      "Cache-Control": "no-store",
    },
  });
}

async function* inChunks(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  let chunk = "";
  for await (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = "";
  }
  if (chunk !== "") yield Buffer.from(chunk);
}
