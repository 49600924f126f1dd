import { createHash, timingSafeEqual } from "node:crypto";

/** Whether somebody knows a secret, by a comparison whose time tells nothing of how near they are. */
export function isSameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
