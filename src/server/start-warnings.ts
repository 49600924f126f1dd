import { type Env, env } from "@/lib/env";
import { originOf } from "@/lib/origins";
import { listOwnAddresses } from "./own-addresses";

/** What an operator should know about settings that are allowed and perhaps not meant. */
export function startWarnings(settings: Env = env()): string[] {
  const warnings: string[] = [];
  const { appUrl, allowedOrigins } = settings;
  const untyped = warnOfUntypedAddress(settings);
  if (untyped) warnings.push(untyped);
  if (appUrl !== undefined && !allowedOrigins.includes(appUrl)) {
    warnings.push(
      `ALLOWED_ORIGINS lacks ${appUrl}, the origin of APP_URL: its pages cannot connect or save`,
    );
  }
  if (!settings.rateLimits) {
    warnings.push("RATE_LIMITS is off: every limit on rate is lifted, sign-in's too");
  }
  if (settings.redisUrl && !settings.databaseUrl) {
    warnings.push(
      "REDIS_URL without DATABASE_URL: the embedded database serves one process, not several",
    );
  }
  return warnings;
}

/**
 * A server that listens on every address of the machine has none that people could type before it is told one: till
 * then it refuses everybody.
 */
function warnOfUntypedAddress({ host, appUrl }: Env): string | null {
  if (appUrl === undefined || !/^(0\.0\.0\.0|\[::\])$/.test(new URL(appUrl).hostname)) return null;
  const port = Number(new URL(appUrl).port || "80");
  const examples = listOwnAddresses().map((address) => originOf(address, port));
  const such = examples.length > 0 ? `, such as ${examples.join(" or ")}` : "";
  return `HOST ${host} is no address that people can type, and nobody can sign in before there is one: set APP_URL to it${such}`;
}
