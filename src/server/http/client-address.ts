import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { isLoopback } from "@/lib/loopback";
import { OWN_MACHINE } from "@/lib/own-machine";
import { processWide } from "@/lib/process-wide";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** The warning was logged that forwarded headers arrive which are not trusted. */
    hasWarnedOfUnbelieved?: boolean;
    /** The warning was logged that a request came through fewer proxies than are trusted. */
    hasWarnedOfFewer?: boolean;
  }
}

const addresses = new WeakMap<IncomingMessage, string>();

/** The address of the client. Forwarded headers count only as far as `TRUST_PROXY` allows. */
export function clientAddress(req: IncomingMessage): string {
  let address = addresses.get(req);
  if (address === undefined) {
    const forwarded = forwardedFor(req);
    const { trustProxy } = env();
    address = resolveAddress(req.socket.remoteAddress, forwarded, trustProxy);
    if (forwarded.length > 0 && forwarded.length < trustProxy) warnOfFewer(trustProxy);
    addresses.set(req, address);
  }
  return address;
}

/** Headers that proxies add, including proxies that only pass requests on. */
const FORWARDED = /^(x-forwarded(-.*)?|forwarded|x-real-ip|x-client-ip|via)$/;

/**
 * Replaces forwarded headers of the client or a proxy by what we found. Next passes these headers on to routes:
 * otherwise people could choose the address that their limits are counted by.
 */
export function settleForwardedHeaders(req: IncomingMessage): void {
  const address = clientAddress(req);
  const { trustProxy, appUrl } = env();
  const sent = Object.keys(req.headers).filter((name) => FORWARDED.test(name));
  const isBelieved = trustProxy > 0 && sent.includes("x-forwarded-for");
  for (const name of sent) delete req.headers[name];
  req.headers["x-forwarded-for"] = address;
  if (sent.length > 0 && !isBelieved) warnOfUnbelieved(sent);
  // Somebody behind a proxy that is not trusted has its address, which may be this machine's own.
  if (isLoopback(address) && (sent.length === 0 || isBelieved)) req.headers[OWN_MACHINE] = "yes";
  else delete req.headers[OWN_MACHINE];
  if (trustProxy === 0 || appUrl === undefined) return;
  const { host, protocol } = new URL(appUrl);
  req.headers["x-forwarded-host"] = host;
  req.headers["x-forwarded-proto"] = protocol.slice(0, -1);
}

/** Logged once: everybody who comes through that proxy causes it. */
function warnOfUnbelieved(headers: string[]): void {
  const slot = processWide();
  if (slot.hasWarnedOfUnbelieved) return;
  slot.hasWarnedOfUnbelieved = true;
  const { trustProxy } = env();
  logger().warn(
    { headers: headers.join(", "), trustProxy },
    trustProxy === 0
      ? "forwarded headers are not believed: if there is a proxy in front, set TRUST_PROXY, or everybody has its address"
      : "a request was forwarded without X-Forwarded-For, which TRUST_PROXY believes: everybody has the proxy's address",
  );
}

/** Logged once: somebody who adds an entry of their own then chooses the address that they are counted by. */
function warnOfFewer(trustProxy: number): void {
  const slot = processWide();
  if (slot.hasWarnedOfFewer) return;
  slot.hasWarnedOfFewer = true;
  logger().warn(
    { trustProxy },
    "a request came through fewer proxies than TRUST_PROXY counts: set it to how many there are, or people can choose the address that they are counted by",
  );
}

/** Each trusted proxy appended one entry, so only the last `proxies` entries are trusted. */
export function resolveAddress(
  peer: string | undefined,
  forwarded: string[],
  proxies: number,
): string {
  const direct = plainAddress(peer ?? "") ?? "unknown";
  if (proxies === 0 || forwarded.length === 0) return direct;
  const believed = forwarded.at(-Math.min(proxies, forwarded.length)) ?? "";
  return plainAddress(believed) ?? direct;
}

function forwardedFor(req: IncomingMessage): string[] {
  const lines = req.headersDistinct["x-forwarded-for"] ?? [];
  return lines.flatMap((line) => line.split(",")).map((entry) => entry.trim());
}

/** An address with a port, as some proxies add it. An IPv6 address then has brackets. */
const WITH_PORT = /^(?:\[([^\]]+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+)$/;

/**
 * The one form of an address that is counted: without port and zone, IPv4 not wrapped into IPv6. Null when it is no
 * address. `isIP` is stricter than the library, which accepts `1` as an address too.
 */
function plainAddress(text: string): string | null {
  const [, inBrackets, beforePort] = WITH_PORT.exec(text) ?? [];
  const [zoneless = ""] = (inBrackets ?? beforePort ?? text).split("%", 1);
  return isIP(zoneless) === 0 ? null : ipaddr.process(zoneless).toString();
}
