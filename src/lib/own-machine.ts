import { env } from "./env";
import { isWildcardOrigin, isLoopbackOrigin } from "./origins";

/**
 * A header that the server sets on a request that comes directly from this machine, without a proxy. The server removes
 * it when a client sends it.
 */
export const OWN_MACHINE = "x-own-machine";

/** Whether a request comes from this machine, as far as the server can tell. */
export function isFromOwnMachine(headers: Headers): boolean {
  return headers.get(OWN_MACHINE) === "yes";
}

/**
 * The address of APP_URL, if a request comes from this machine and from a page at a loopback address (`localhost`): the
 * operator is told to go there. Null for every other request.
 */
export function appUrlInstead(origin: string, isOwnMachine: boolean): string | null {
  const { appUrl } = env();
  if (!isOwnMachine || appUrl === undefined || !URL.canParse(origin)) return null;
  return isLoopbackOrigin(origin) && !isWildcardOrigin(appUrl) ? appUrl : null;
}
