import { env } from "./env";
import { isOfAllAddresses, isOfOwnMachine } from "./origins";

/** Set by the server on a request that comes from this machine and through nobody; what a client sends is lost. */
export const OWN_MACHINE = "x-own-machine";

/** Whether a request comes from this very machine, as far as can be known. */
export function isFromOwnMachine(headers: Headers): boolean {
  return headers.get(OWN_MACHINE) === "yes";
}

/**
 * The address that the operator has given people, for a page at an address of the machine itself (`localhost`), which is
 * told it; null for everybody else.
 */
export function addressInstead(origin: string, isOwnMachine: boolean): string | null {
  const { appUrl } = env();
  if (!isOwnMachine || appUrl === undefined || !URL.canParse(origin)) return null;
  return isOfOwnMachine(origin) && !isOfAllAddresses(appUrl) ? appUrl : null;
}
