import { env } from "@/lib/env";
import { isLoopback } from "@/lib/loopback";
import { isSameSecret } from "@/lib/same-secret";

/**
 * Whether a request may read the metrics: with the token when one is set, else only from this machine.
 * `x-forwarded-for` is the address that the server itself resolved.
 */
export function mayReadMetrics(headers: Headers): boolean {
  const { metricsToken } = env();
  if (metricsToken)
    return isSameSecret(headers.get("authorization") ?? "", `Bearer ${metricsToken}`);
  return isLoopback(headers.get("x-forwarded-for") ?? "");
}
