import type { AddressInfo } from "node:net";
import { env } from "@/lib/env";
import { originOf } from "@/lib/origins";

let own: AddressInfo | undefined;

/** Notes where this process listens. */
export function noteOwnAddress(address: AddressInfo): void {
  own = address;
}

/**
 * The address at which this process reaches itself, without any proxy: it listens there without TLS. A wildcard is an
 * address to listen on, and not one to connect to.
 * @throws Error before this process listens
 */
export function ownUrl(): string {
  if (!own) throw new Error("this process does not listen yet");
  const { address, port } = own;
  const local = address === "::" ? "::1" : address === "0.0.0.0" ? "127.0.0.1" : address;
  return originOf(local, port);
}

/** An origin that this process lets in: the first that is allowed. Undefined where there is none. */
export const anAllowedOrigin = (): string | undefined => env().allowedOrigins[0];
