import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { isLoopbackOrigin } from "@/lib/origins";
import { PLAIN_STYLE } from "@/lib/plain-page";
import { isApiRequest } from "./request-path";

const always = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Permissions-Policy":
    "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
};

/**
 * What the API answers is data, some of it uploaded by strangers. Opened in a tab, it must not run anything. A refusal
 * that a person reads has one style, which is named by its hash.
 */
const INERT = `sandbox; default-src 'none'; style-src ${PLAIN_STYLE}; frame-ancestors 'none'`;

/**
 * Sets the usual headers and a content security policy with a fresh nonce. Next reads the nonce from the policy in the
 * request's headers, pages read it from `x-nonce`. Both overwrite what the client sent.
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

/** Whether browsers consider an address secure. Elsewhere they ignore the header, and log a warning on each page. */
function isTrustworthy(appUrl: string | undefined): boolean {
  if (appUrl === undefined) return false;
  return new URL(appUrl).protocol === "https:" || isLoopbackOrigin(appUrl);
}

/** The policy: scripts run only with the nonce, nothing is framed, nothing is sent to other sites. */
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
    // Without it, workers fall under `script-src`, where 'strict-dynamic' makes browsers ignore 'self'.
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
