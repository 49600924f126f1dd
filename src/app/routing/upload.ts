/** A file or a picture as it comes: the body of a request as it is, no form. */
export interface Upload {
  /** What the sender says that it will be, in bytes; null when nothing is said. */
  announcedSize: number | null;
  parts: AsyncIterable<Uint8Array>;
}

export function readUpload(request: Request): Upload {
  const length = request.headers.get("content-length");
  return {
    announcedSize: length === null ? null : Number(length),
    parts: (request.body ?? []) as unknown as AsyncIterable<Uint8Array>,
  };
}
