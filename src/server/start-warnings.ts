import { networkInterfaces } from "node:os";
import { env } from "@/lib/env";
import { isLoopback } from "@/lib/loopback";
import { isWildcardOrigin, isLoopbackOrigin, originOf } from "@/lib/origins";
import type { Env } from "@/lib/read-env";

/** Warnings for the operator about settings that are allowed but perhaps not intended. */
export function startWarnings(settings: Env = env()): string[] {
  const { appUrl, allowedOrigins } = settings;
  const warnings: string[] = [];
  if (appUrl !== undefined) warnings.push(...warnOfAddress(settings, appUrl));
  if (appUrl !== undefined && !allowedOrigins.includes(appUrl)) {
    warnings.push(
      `ALLOWED_ORIGINS lacks ${appUrl}, the origin of APP_URL: its pages cannot connect or save`,
    );
  }
  warnings.push(...warnOfPlainOrigins(settings));
  if (!settings.rateLimits) {
    warnings.push("RATE_LIMITS is off: there is no limit on rates, not even for sign-ins");
  }
  if (settings.redisUrl && !settings.databaseUrl) {
    warnings.push(
      "REDIS_URL without DATABASE_URL: the embedded database serves one process, not several",
    );
  }
  return [...warnings, ...settings.doubtfulNames];
}

/** With an https address, browsers store no session cookie at an address without https. */
function warnOfPlainOrigins({ appUrl, allowedOrigins }: Env): string[] {
  if (!appUrl?.startsWith("https:")) return [];
  const plain = allowedOrigins.filter(
    (origin) => origin.startsWith("http:") && !isLoopbackOrigin(origin),
  );
  if (plain.length === 0) return [];
  return [
    `ALLOWED_ORIGINS has ${plain.join(" and ")}, and APP_URL is ${appUrl}: nobody can sign in there, since browsers send the session cookie only over https`,
  ];
}

/**
 * A free port is for trying things out, since nobody can be sent there. So only an address that nobody can type is
 * warned of.
 */
function warnOfAddress(settings: Env, appUrl: string): string[] {
  if (isWildcardOrigin(appUrl)) return [describeUntyped(settings, appUrl)];
  const { port, smtpUrl, trustProxy } = settings;
  if (port === 0) return [];
  const unreached = trustProxy > 0 ? null : findUnreached(settings, appUrl);
  const warnings = unreached === null ? [] : [unreached];
  if (smtpUrl && isLoopbackOrigin(appUrl)) {
    warnings.push(
      `SMTP_URL is set, and APP_URL is ${appUrl}: anybody who opens a link in a mail on another machine is led to that machine; set APP_URL to the address that people type`,
    );
  }
  return warnings;
}

/**
 * A server that listens on every address of the machine does not know which one people type. Until it is told, it
 * refuses everybody.
 */
function describeUntyped({ host }: Env, appUrl: string): string {
  const port = Number(new URL(appUrl).port || "80");
  const examples = listOwnAddresses().map((address) => originOf(address, port));
  const such = examples.length > 0 ? `, such as ${examples.join(" or ")}` : "";
  return `HOST ${host} is not an address that people can type, and nobody can sign in yet: set APP_URL to the address that people type${such}`;
}

/** How many addresses one sentence lists. */
const MAX_ADDRESSES = 3;

/** A few addresses by which others may reach this machine, IPv4 first. */
function listOwnAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((interfaces) => interfaces ?? []);
  const outward = all.filter(({ internal, address }) => !internal && !/^fe80:/i.test(address));
  const [four, six] = ["IPv4", "IPv6"].map((family) =>
    outward.filter((one) => one.family === family).map(({ address }) => address),
  );
  return [...(four ?? []), ...(six ?? [])].slice(0, MAX_ADDRESSES);
}

/**
 * If the server listens elsewhere than where people are sent, something must forward requests. TRUST_PROXY would count
 * it.
 */
function findUnreached({ host, port }: Env, appUrl: string): string | null {
  if (isLoopback(host) && !isLoopbackOrigin(appUrl)) {
    return `HOST ${host} accepts only connections from this machine, and APP_URL is ${appUrl}: set HOST=0.0.0.0 to accept others, or TRUST_PROXY=1 if a proxy on this machine forwards them`;
  }
  const { protocol, port: typed, hostname } = new URL(appUrl);
  if (protocol !== "http:" || Number(typed || "80") === port) return null;
  return `APP_URL is ${appUrl}, which is port ${typed || "80"}, and PORT is ${port}: right if something forwards one to the other, else set APP_URL=http://${hostname}:${port}`;
}
