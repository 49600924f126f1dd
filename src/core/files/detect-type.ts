import { fileTypeFromBuffer } from "file-type";
import { imageSize } from "image-size";

/** What a file is, by its content alone. */
export interface Detected {
  type: string;
  /** Only of images that a browser may be let show. */
  width: number | null;
  height: number | null;
}

/** Pictures made of dots: nothing in them runs. Not SVG. */
const SHOWN = new Set([
  "image/apng",
  "image/avif",
  "image/gif",
  "image/jpeg",
  "image/png",
  "image/webp",
]);
/** A small file can claim to be a huge picture, and every browser that shows it would make room for it. */
const MAX_PIXELS = 60_000_000;
/** From this orientation on the picture lies on its side. */
const FIRST_LYING = 5;

const UNKNOWN = "application/octet-stream";

/** Whether a browser may be let show it rather than save it. */
export function isShown({ type, width, height }: Detected): boolean {
  return SHOWN.has(type) && width !== null && height !== null;
}

/** @param head the first part of the file */
export async function detectType(head: Uint8Array): Promise<Detected> {
  const found = await readSignature(head);
  const type = found ?? (isText(head) ? "text/plain" : UNKNOWN);
  const dots = SHOWN.has(type) ? measure(head) : null;
  return { type, width: dots?.width ?? null, height: dots?.height ?? null };
}

async function readSignature(head: Uint8Array): Promise<string | null> {
  try {
    return (await fileTypeFromBuffer(head))?.mime ?? null;
  } catch {
    return null;
  }
}

/** What cannot be measured is not shown. */
function measure(head: Uint8Array): { width: number; height: number } | null {
  try {
    const { width, height, orientation = 1 } = imageSize(head);
    if (!(width > 0 && height > 0 && width * height <= MAX_PIXELS)) return null;
    return orientation < FIRST_LYING ? { width, height } : { width: height, height: width };
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
