import { logger } from "@/lib/logger";
import { store } from "../files/store";

/**
 * Removes the bytes of a picture that no row names any more. What cannot be removed stays, out of everybody's
 * reach: there is no sweep for pictures, and the log says which.
 */
export async function removePicture(id: string): Promise<void> {
  try {
    await (await store()).remove(id);
  } catch (error) {
    logger().warn({ err: error, pictureId: id }, "the bytes of a former picture not removed");
  }
}
