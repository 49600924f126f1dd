import { create as contentDisposition } from "content-disposition";
import { toStream } from "./to-stream";

/** An answer that is saved as a file for spreadsheet programs. @param name without its ending */
export function csv(name: string, lines: AsyncGenerator<string>): Response {
  return new Response(toStream(encode(lines)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": contentDisposition(`${name}.csv`),
      "Cache-Control": "no-store",
    },
  });
}

async function* encode(lines: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line);
}
