import { createHmac } from "node:crypto";
import { authSecret } from "./env";

/** A short name for something that must not stand in the log: the same for the same, and for nobody else to guess. */
export function nameInLog(text: string): string {
  return createHmac("sha256", authSecret()).update(`log ${text}`).digest("hex").slice(0, 12);
}
