import { type Env, env } from "@/lib/env";

/** What an operator should know about settings that are allowed and perhaps not meant. */
export function startWarnings(settings: Env = env()): string[] {
  const warnings: string[] = [];
  const { appUrl, allowedOrigins } = settings;
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
