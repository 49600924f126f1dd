import { v7 as uuidv7 } from "uuid";
import { AppError, invalid } from "../errors";
import { detectType } from "../files/detect-type";
import { dropIncoming, incomingPath, saveIncoming, TooManyBytes } from "../files/incoming";
import { store } from "../files/store";
import { waitWithTurnPaused } from "@/lib/current-turn";
import { removeFormerPicture, removePicture } from "./remove-picture";

/** A picture that is being uploaded. */
export interface SentPicture {
  /** The size in bytes that the sender announces; null when they announce none. */
  announcedSize: number | null;
  parts: AsyncIterable<Uint8Array>;
}

const MAX_BYTES = 1024 * 1024;
/** A picture is shown small, and many at a time. Each browser decodes each of them at full size. */
const MAX_SIDE_PX = 1024;
const TYPES = new Set(["image/png", "image/jpeg", "image/webp"]);

/**
 * Receives a picture that replaces another one. The bytes are stored before anybody can learn their id. The former
 * bytes are removed when nobody can learn theirs any more.
 * @param point sets the new id in its row, and returns the id that was there
 * @returns the id of the picture
 * @throws AppError TOO_LARGE, VALIDATION, UNAVAILABLE, and whatever `point` throws
 */
export async function takePicture(
  sent: SentPicture,
  point: (id: string) => Promise<string | null>,
): Promise<string> {
  const id = uuidv7();
  try {
    assertPicture(await detectType(await receive(id, sent)));
    await waitWithTurnPaused((await store()).keep(id, incomingPath(id)));
  } finally {
    await dropIncoming(id);
  }
  await removeFormerPicture(await pointOrRemove(id, point));
  return id;
}

async function receive(id: string, { announcedSize, parts }: SentPicture): Promise<Uint8Array> {
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

/**
 * Removes the bytes only if the change was refused. After a failure of the database, nobody knows whether it was
 * committed: bytes without a row do less harm than a row without bytes.
 */
async function pointOrRemove(id: string, point: (id: string) => Promise<string | null>) {
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
