import type { SentPicture } from "@/core/pictures/take-picture";

/** The body of a request, as it is. */
export function readPicture(request: Request): SentPicture {
  const length = request.headers.get("content-length");
  return {
    announcedSize: length === null ? null : Number(length),
    parts: (request.body ?? []) as unknown as AsyncIterable<Uint8Array>,
  };
}
