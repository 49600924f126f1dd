import { isIP } from "node:net";

/** The hosts of the push services of common browsers. */
export const KNOWN_PUSH_SERVICES = [
  "fcm.googleapis.com",
  "updates.push.services.mozilla.com",
  "*.push.services.mozilla.com",
  "*.notify.windows.com",
  "*.push.apple.com",
];

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const MAX_ENDPOINT_LENGTH = 2048;

/**
 * Reads a comma-separated list of host names and `*.suffix` patterns.
 * @throws Error that names the first entry that is neither
 */
export function parsePushServices(text: string): string[] {
  const entries = text.split(",").map((entry) => entry.trim().toLowerCase());
  return entries.filter(Boolean).map((entry) => {
    if (isIP(entry) === 6) return new URL(`https://[${entry}]`).hostname;
    if (isIP(entry) === 4 || HOST.test(entry)) return entry;
    const suffix = entry.startsWith("*.") ? entry.slice(2) : "";
    if (HOST.test(suffix) && suffix.includes(".") && isIP(suffix) === 0) return entry;
    throw new Error(`"${entry}" is neither a host name nor "*." before one`);
  });
}

/**
 * Whether the server may send to an endpoint that a client has given. A client must not choose which hosts the server
 * connects to (SSRF), so the endpoint must be https, at a host of the list, and without credentials.
 */
export function isPushEndpoint(endpoint: string, services: readonly string[]): boolean {
  if (endpoint.length > MAX_ENDPOINT_LENGTH || !URL.canParse(endpoint)) return false;
  const { protocol, username, password, hostname } = new URL(endpoint);
  if (protocol !== "https:" || username !== "" || password !== "") return false;
  return services.some((service) =>
    service.startsWith("*.") ? hostname.endsWith(service.slice(1)) : hostname === service,
  );
}
