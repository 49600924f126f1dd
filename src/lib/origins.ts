import { isLoopback } from "./loopback";

/** What an origin is: the only place that parses or compares one. */

const example = "https://chat.example.com";

/**
 * Reads one entry written by an operator into its serialised origin. One trailing slash is
 * forgiven and default ports fall away; everything else that is not an origin throws.
 */
export function parseOrigin(entry: string): string {
  const text = entry.trim();
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.origin === "null" || !/^https?:$/.test(url.protocol)) {
    throw new Error(`${quote(text)} is not an origin such as ${example}`);
  }
  if (url.username || url.password || text.includes("@")) {
    throw new Error(`an origin has no user name or password, write it as ${example}`);
  }
  // URL forgives what an operator did not mean: "http:host", a backslash, "/?", "/#", "/..".
  if (!/^https?:\/\/[^/\\?#\s*%\p{C}]+\/?$/iu.test(text) || !isReachable(url)) {
    throw new Error(`${quote(text)} is not a plain origin such as ${example}`);
  }
  return url.origin;
}

/**
 * Whether a browser can be at this address. URL takes almost every sign for part of a host, a semicolon and a quote
 * too; nothing has such a name, so nothing would ever match.
 */
function isReachable({ hostname, port }: URL): boolean {
  if (port === "0") return false;
  if (hostname.startsWith("[")) return true;
  const labels = hostname.split(".");
  return hostname.length <= 253 && labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

/** Reads a comma-separated list of origins, without repetitions. */
export function parseOrigins(list: string): string[] {
  return [...new Set(list.split(",").map(parseOrigin))];
}

/** True for exactly the text a browser would send for an http or https page: nothing to forgive. */
export function isSerialisedOrigin(header: string): boolean {
  if (!URL.canParse(header)) return false;
  const url = new URL(header);
  return /^https?:$/.test(url.protocol) && url.origin === header;
}

/**
 * What a page of a foreign origin is told, and with it the operator whose own page it is.
 * @param instead the address at which people are, where this one is another by which the operator's own machine asks
 */
export function describeRefusedOrigin(origin: string, instead: string | null = null): string {
  if (!isSerialisedOrigin(origin)) {
    return `${origin} is not allowed to use this server: it is not the address of a web page, and no setting allows it.`;
  }
  if (instead !== null) {
    return `${origin} is not allowed to use this server: APP_URL says that people open it at ${instead}. Go there, or list both in ALLOWED_ORIGINS.`;
  }
  return `${origin} is not allowed to use this server. Whoever runs it can add that address to ALLOWED_ORIGINS, or set APP_URL to it.`;
}

/** Whether whoever opens it is on the machine that serves it. */
export function isOfOwnMachine(origin: string): boolean {
  const hostname = new URL(origin).hostname.replace(/^\[(.*)\]$/, "$1");
  return isLoopback(hostname) || hostname.endsWith(".localhost");
}

/** Whether it stands for all addresses of a machine: something to listen on, which nobody can open. */
export function isOfAllAddresses(origin: string): boolean {
  return /^(0\.0\.0\.0|\[::\])$/.test(new URL(origin).hostname);
}

/** The origin of a server that listens on this host and port. */
export function originOf(host: string, port: number): string {
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}`).origin;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
