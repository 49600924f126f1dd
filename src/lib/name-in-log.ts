import { createHmac } from "node:crypto";
import { authSecret } from "./env";

/**
 * A short pseudonym for a text that must not be logged. The same text always gives the same one, and without the secret
 * nobody can find the text by guessing.
 */
export function pseudonymForLog(text: string): string {
  return createHmac("sha256", authSecret()).update(`log ${text}`).digest("hex").slice(0, 12);
}
