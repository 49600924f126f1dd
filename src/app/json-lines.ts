import { create as contentDisposition } from "content-disposition";
import { toStream } from "./to-stream";

/** An answer in JSON Lines, to be saved under this name. The lines are made only as fast as they are read. */
export function jsonLines(fileName: string, lines: AsyncGenerator<string>): Response {
  return new Response(toStream(encode(lines)), {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": contentDisposition(fileName),
      "Cache-Control": "no-store",
    },
  });
}

async function* encode(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}
