import { create as contentDisposition } from "content-disposition";
import type { OpenFile } from "@/core/files/open-file";

/**
 * The headers of a file that somebody uploaded: a browser shows dots and saves everything else, guesses no
 * type, embeds it nowhere else and keeps nothing. That it runs nothing is the policy of all of `/api`.
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
    "Accept-Ranges": "none",
  };
}

/**
 * A picture is told apart by its id and never changes under it: the browser of whoever was let see it may
 * keep it for a day.
 */
export function describePicture(type: string): Record<string, string> {
  return { ...describeOwnPicture(type), "Cache-Control": "private, max-age=86400, immutable" };
}

/** At an address that stays the same, so never kept. */
export function describeOwnPicture(type: string): Record<string, string> {
  return describeFile({ name: type.replace("image/", "picture."), type, shown: true });
}
