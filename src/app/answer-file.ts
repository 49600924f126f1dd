import type { OpenFile } from "@/core/files/open-file";
import type { ByteRange } from "@/core/files/store";
import { describeFile } from "./file-headers";
import { toStream } from "./to-stream";

/** Answers with a file, or with the part of it that was asked for: players ask for the part that they play. */
export function answerFile(file: OpenFile, request: Request): Response {
  const headers = describeFile(file);
  if (request.method === "HEAD") return new Response(null, { headers });
  const range = readRange(request.headers, file.size);
  if (range === null) return new Response(toStream(file.parts()), { headers });
  if (range === "beyond") return answerPart(null, 416, headers, `bytes */${file.size}`);
  const which = `bytes ${range.start}-${range.end}/${file.size}`;
  return answerPart(toStream(file.parts(range)), 206, headers, which);
}

function answerPart(
  body: ReadableStream | null,
  status: number,
  headers: Record<string, string>,
  range: string,
): Response {
  return new Response(body, { status, headers: { ...headers, "Content-Range": range } });
}

/**
 * The one range that a request asks for. Null for the whole file: without a range, with several or an unreadable one,
 * or under a condition (`If-Range`), as files have no version to compare. "beyond" if nothing of it is in the file.
 */
export function readRange(headers: Headers, size: number): ByteRange | "beyond" | null {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(headers.get("range") ?? "") ?? [];
  if ((first === "" && last === "") || headers.has("if-range")) return null;
  const end = Math.min(first !== "" && last !== "" ? Number(last) : size - 1, size - 1);
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  if (first !== "" && last !== "" && Number(last) < start) return null;
  return start > end ? "beyond" : { start, end };
}
