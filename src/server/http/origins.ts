import { env } from "@/lib/env";
import { isSerialisedOrigin } from "@/lib/origins";

/**
 * Whether a browser page of this origin may use this server. The header must be exactly a serialised origin of the
 * list. It is compared as a whole: a prefix or a pattern would let look-alikes in.
 */
export function isAllowedOrigin(header: string, allowed = env().allowedOrigins): boolean {
  return isSerialisedOrigin(header) && allowed.includes(header);
}

/** Whether the origin is that of `APP_URL`, the address that people type. */
export function isOwnOrigin(origin: string): boolean {
  const { appUrl } = env();
  return appUrl !== undefined && new URL(appUrl).origin === origin;
}
