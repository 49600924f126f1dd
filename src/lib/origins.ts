import { isLoopback } from "./loopback";

/** Parses and compares origins. No other file does. */

const example = "https://chat.example.com";

/**
 * Reads an origin that an operator has written. One trailing slash is allowed, and a default port is left out.
 * @returns the serialised origin, as a browser sends it
 * @throws Error when the entry is anything else than an origin
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
  // `URL` accepts texts that no operator can mean: "http:host", a backslash, "/?", "/#", "/..".
  if (!/^https?:\/\/[^/\\?#\s*%\p{C}]+\/?$/iu.test(text) || !isReachable(url)) {
    throw new Error(`${quote(text)} is not a plain origin such as ${example}`);
  }
  return url.origin;
}

/**
 * Whether a browser can open this address. `URL` accepts almost every character in a host, even a semicolon or a quote.
 * No host has such a name, so the entry would never match anything.
 */
function isReachable({ hostname, port }: URL): boolean {
  if (port === "0") return false;
  if (hostname.startsWith("[")) return true;
  const labels = hostname.split(".");
  return hostname.length <= 253 && labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label));
}

/**
 * Reads a comma-separated list of origins, without duplicates.
 * @throws Error that quotes the first entry that is not an origin
 */
export function parseOrigins(list: string): string[] {
  return [...new Set(list.split(",").map(parseOrigin))];
}

/** Whether the text is exactly what a browser sends as the origin of an http or https page. */
export function isSerialisedOrigin(header: string): boolean {
  if (!URL.canParse(header)) return false;
  const url = new URL(header);
  return /^https?:$/.test(url.protocol) && url.origin === header;
}

/**
 * The error for a page of a foreign origin. It tells the operator what to do, in case it is the operator's own page.
 * @param instead the address of APP_URL, when the page is open at another address of the server's own machine; else
 * null
 */
export function describeRefusedOrigin(origin: string, instead: string | null = null): string {
  if (!isSerialisedOrigin(origin)) {
    return `${origin} is not allowed to use this server: it is not the address of a web page, and no setting allows it.`;
  }
  if (instead !== null) {
    return `${origin} is not allowed to use this server: APP_URL says that people open it at ${instead}. Go there, or list both in ALLOWED_ORIGINS.`;
  }
  return `${origin} is not allowed to use this server. The operator can add that address to ALLOWED_ORIGINS, or set APP_URL to it.`;
}

/** Whether an origin is a loopback address: only a browser on the server's own machine can open it. */
export function isLoopbackOrigin(origin: string): boolean {
  const hostname = new URL(origin).hostname.replace(/^\[(.*)\]$/, "$1");
  return isLoopback(hostname) || hostname.endsWith(".localhost");
}

/** Whether an origin is the wildcard address (0.0.0.0 or ::): a server can listen on it, but nobody can open it. */
export function isWildcardOrigin(origin: string): boolean {
  return /^(0\.0\.0\.0|\[::\])$/.test(new URL(origin).hostname);
}

/** The origin of a server that listens on this host and port. */
export function originOf(host: string, port: number): string {
  return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}`).origin;
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
