import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { isLoopbackOrigin } from "@/lib/origins";
import { isApiRequest } from "./request-path";

const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

/** What the interface answers is data, some of it uploaded by strangers: opened in a tab it does nothing. */
const INERT = "sandbox; default-src 'none'; frame-ancestors 'none'";

/**
 * Sets the usual headers and a content security policy with a fresh nonce. Next reads the nonce
 * from the policy in the request's headers, pages from `x-nonce`; what the client sent is lost.
 */
export function setSecurityHeaders(req: IncomingMessage, res: ServerResponse): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, env());
  delete req.headers["content-security-policy-report-only"];
  req.headers["content-security-policy"] = policy;
  req.headers["x-nonce"] = nonce;

  for (const [name, value] of Object.entries(always)) res.setHeader(name, value);
  res.setHeader("Content-Security-Policy", isApiRequest(req) ? INERT : policy);
  const { appUrl } = env();
  if (appUrl?.startsWith("https:")) {
    res.setHeader("Strict-Transport-Security", "max-age=31536000");
  }
  if (isTrustworthy(appUrl)) res.setHeader("Cross-Origin-Opener-Policy", "same-origin");
}

/** Whether browsers take an address for secure. At any other they ignore the header, and complain of it on each page. */
function isTrustworthy(appUrl: string | undefined): boolean {
  if (appUrl === undefined) return false;
  return new URL(appUrl).protocol === "https:" || isLoopbackOrigin(appUrl);
}

/** The policy: scripts run only with the nonce, nothing is framed, nothing leaves for elsewhere. */
export function contentSecurityPolicy(
  nonce: string,
  { appUrl, production }: { appUrl: string | undefined; production: boolean },
): string {
  const scripts = ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'"];
  if (!production) scripts.push("'unsafe-eval'");
  // Not every browser counts WebSockets of the same host as 'self'.
  const sockets = appUrl === undefined ? [] : [new URL(appUrl).origin.replace(/^http/, "ws")];
  return [
    "default-src 'self'",
    `script-src ${scripts.join(" ")}`,
    "style-src 'self' 'unsafe-inline'",
    `connect-src ${["'self'", ...sockets].join(" ")}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // Without it a worker falls under `script-src`, where 'strict-dynamic' makes 'self' count for nothing.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
