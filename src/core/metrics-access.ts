import { env } from "@/lib/env";
import { isFromOwnMachine } from "@/lib/own-machine";
import { isSameSecret } from "@/lib/same-secret";

/**
 * Whether a request may read the metrics: it needs the token where one is set. Without a token it must come from this
 * machine.
 */
export function mayReadMetrics(headers: Headers): boolean {
  const { metricsToken } = env();
  if (metricsToken)
    return isSameSecret(headers.get("authorization") ?? "", `Bearer ${metricsToken}`);
  return isFromOwnMachine(headers);
}
