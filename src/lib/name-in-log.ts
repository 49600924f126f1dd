import { createHmac } from "node:crypto";
import { env } from "./env";

/** A short name for something that must not stand in the log: the same for the same, and for nobody else to guess. */
export function nameInLog(text: string): string {
  const { authSecret } = env();
  return createHmac("sha256", authSecret).update(`log ${text}`).digest("hex").slice(0, 12);
}
