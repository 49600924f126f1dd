import { fileTypeFromBuffer } from "file-type";
import { imageSize } from "image-size";
import { isPlayed } from "@/lib/played-types";

/** The type of a file, read from its content alone. */
export interface Detected {
  type: string;
  /** Only of images that a browser may show. */
  width: number | null;
  height: number | null;
}

/** Raster images: a browser runs nothing in them. SVG is not among them, because it can contain scripts. */
const SHOWN = new Set([
  "image/apng",
  "image/avif",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
]);
/** A small file can claim to be a huge picture, and every browser that shows it would allocate memory for it. */
const MAX_PIXELS = 60_000_000;
/** From this EXIF orientation on, the picture is rotated by 90 degrees. */
const FIRST_ROTATED = 5;

const UNKNOWN = "application/octet-stream";

/** Whether a browser may show or play the file. If not, it is only saved. */
export function isShown({ type, width, height }: Detected): boolean {
  return isPlayed(type) || (SHOWN.has(type) && width !== null && height !== null);
}

/**
 * Detects the type of a file, and the size of an image.
 * @param head the first part of the file
 */
export async function detectType(head: Uint8Array): Promise<Detected> {
  const found = await readSignature(head);
  const type = found ?? (isText(head) ? "text/plain" : UNKNOWN);
  const size = SHOWN.has(type) ? measure(head) : null;
  return { type, width: size?.width ?? null, height: size?.height ?? null };
}

async function readSignature(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? null;
  } catch {
    return null;
  }
}

/** The size of an image; null if it is unknown or too large. An image without a size is not shown. */
function measure(head: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0 && height > 0 && width * height <= MAX_PIXELS)) return null;
    return orientation < FIRST_ROTATED ? { width, height } : { width: height, height: width };
  } catch {
    return null;
  }
}

function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return text !== "" && !/(?!\s)\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
