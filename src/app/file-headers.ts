import { create as contentDisposition } from "content-disposition";
import type { OpenFile } from "@/core/files/open-file";

/**
 * The headers of a file that somebody uploaded. A browser shows images, plays sound and film, and saves everything else. It does not guess the
 * type, embed the file elsewhere, or cache it. The policy of `/api` keeps it from running anything.
 */
export function describeFile({
  name,
  type,
  shown,
}: Pick<OpenFile, "name" | "type" | "shown">): Record<string, string> {
  return {
    "Content-Type": shown ? type : "application/octet-stream",
    "Content-Disposition": contentDisposition(name, { type: shown ? "inline" : "attachment" }),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store, no-transform",
    "Accept-Ranges": "bytes",
  };
}

/**
 * A picture never changes under its id, so the browser of somebody who was allowed to see it may cache it for a day.
 */
export function describePicture(type: string): Record<string, string> {
  return { ...describeOwnPicture(type), "Cache-Control": "private, max-age=86400, immutable" };
}

/** Its address stays the same when it changes, so it is never cached. */
export function describeOwnPicture(type: string): Record<string, string> {
  return describeFile({ name: type.replace("image/", "picture."), type, shown: true });
}
