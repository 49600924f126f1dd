import { unavailable } from "@/core/errors";

/** A handshake that is not decided by then is refused instead of left hanging. */
const DECISION_LIMIT_MS = 8_000;

/** @throws AppError UNAVAILABLE when the decision takes too long */
export async function withinLimit<T>(decision: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable()), DECISION_LIMIT_MS);
  });
  try {
    return await Promise.race([decision, limit]);
  } finally {
    clearTimeout(timer);
  }
}
