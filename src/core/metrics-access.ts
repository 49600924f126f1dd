import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env";

/**
 * Whether a request may read the metrics: with the token when one is set, else only from this machine.
 * `x-forwarded-for` is the address that the server itself resolved.
 */
export function mayReadMetrics(headers: Headers): boolean {
  const { metricsToken } = env();
  if (metricsToken) return isSame(headers.get("authorization") ?? "", `Bearer ${metricsToken}`);
  const address = headers.get("x-forwarded-for") ?? "";
  return address === "::1" || address.startsWith("127.");
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
