import { v7 as uuidv7 } from "uuid";
import { AppError, invalid } from "../errors";
import { detectType } from "../files/detect-type";
import { dropIncoming, incomingPath, saveIncoming, TooManyBytes } from "../files/incoming";
import { store } from "../files/store";
import { waitInTurn } from "@/lib/current-turn";
import { removeFormerPicture, removePicture } from "./remove-picture";

/** A picture on its way in. */
export interface SentPicture {
  /** What the sender says it will be; null when nothing is said. */
  announcedSize: number | null;
  parts: AsyncIterable<Uint8Array>;
}

const MAX_BYTES = 1024 * 1024;
/** A picture is shown in a small box, many at a time: each is unpacked in full by every browser. */
const MAX_SIDE_PX = 1024;
const TYPES = new Set(["image/png", "image/jpeg", "image/webp"]);

/**
 * Takes in a picture, and lets it take the place of another. The bytes are in their place before anybody can
 * be told their id, and those before them go once nobody is told theirs.
 * @param point puts the new id into its row, and returns the id that was there
 * @returns the id of the picture
 * @throws AppError TOO_LARGE, VALIDATION, UNAVAILABLE, and whatever `point` throws
 */
export async function takePicture(
  sent: SentPicture,
  point: (id: string) => Promise<string | null>,
): Promise<string> {
  const id = uuidv7();
  try {
    assertPicture(await detectType(await takeIn(id, sent)));
    await waitInTurn((await store()).keep(id, incomingPath(id)));
  } finally {
    await dropIncoming(id);
  }
  await removeFormerPicture(await pointOrForget(id, point));
  return id;
}

async function takeIn(id: string, { announcedSize, parts }: SentPicture): Promise<Uint8Array> {
  if ((announcedSize ?? 0) > MAX_BYTES) throw tooLarge();
  try {
    return (await saveIncoming(id, parts, MAX_BYTES)).head;
  } catch (error) {
    if (error instanceof TooManyBytes) throw tooLarge();
    throw error;
  }
}

function assertPicture({ type, width, height }: Awaited<ReturnType<typeof detectType>>): void {
  if (!TYPES.has(type) || width === null || height === null) {
    throw invalid("", "A picture has to be a PNG, JPEG or WebP");
  }
  if (Math.max(width, height) > MAX_SIDE_PX) {
    throw invalid("", `A picture can be at most ${MAX_SIDE_PX} dots wide and high`);
  }
}

/** After a failure of the database nobody knows what was committed: bytes without a row do less harm. */
async function pointOrForget(id: string, point: (id: string) => Promise<string | null>) {
  try {
    return await point(id);
  } catch (error) {
    if (error instanceof AppError) await removePicture(id);
    throw error;
  }
}

function tooLarge(): AppError {
  return new AppError("TOO_LARGE", `A picture can have at most ${MAX_BYTES / 1024 / 1024} MB`);
}
