/** Set by the server on a request that comes from this machine and through nobody; what a client sends is lost. */
export const OWN_MACHINE = "x-own-machine";

/** Whether a request comes from this very machine, as far as can be known. */
export function isFromOwnMachine(headers: Headers): boolean {
  return headers.get(OWN_MACHINE) === "yes";
}
