/** A file or a picture as it arrives: the plain body of a request, not a form. */
export interface Upload {
  /** The size that the sender announced, in bytes; null without one. */
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
