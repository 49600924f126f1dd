import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { db } from "@/db/client";
import * as schema from "@/db/schema";
import { env } from "./env";
import { logger, serializeError } from "./logger";
import { processWide } from "./process-wide";

export type Auth = ReturnType<typeof createAuth>;

declare module "./process-wide" {
  interface ProcessWide {
    auth?: Auth;
  }
}

/** better-auth, made when the database is open and the address known. */
export function auth(): Auth {
  const slot = processWide();
  slot.auth ??= createAuth();
  return slot.auth;
}

const DAY_S = 24 * 60 * 60;

function createAuth() {
  const { appUrl, allowedOrigins, authSecret } = env();
  return betterAuth({
    appName: "Gatehouse",
    ...(appUrl !== undefined && { baseURL: appUrl }),
    basePath: "/api/auth",
    secret: authSecret,
    trustedOrigins: allowedOrigins,
    database: drizzleAdapter(db(), { provider: "pg", schema }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: {
      expiresIn: 30 * DAY_S,
      updateAge: DAY_S,
      // A cached session would live on after its row is deleted.
      cookieCache: { enabled: false },
    },
    // Limits on rate are ours, in front, so that they hold over all nodes and answer in our words.
    rateLimit: { enabled: false },
    advanced: {
      // The guard in front has judged the origin, by rules under which clients without one are welcome.
      disableCSRFCheck: true,
      useSecureCookies: appUrl?.startsWith("https://") ?? false,
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
    telemetry: { enabled: false },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    logger: {
      level: "warn",
      log: (level, message, ...details) => {
        const log = logger();
        const write = level === "error" ? log.error : level === "warn" ? log.warn : log.debug;
        write.call(log, { from: "better-auth", details: details.map(describeDetail) }, message);
      },
    },
  });
}

/** An error of the database names the session's token. */
function describeDetail(detail: unknown): unknown {
  return detail instanceof Error ? serializeError(detail) : String(detail);
}

/** What better-auth's interface may be asked for; everything else under /api/auth is not found. */
export const OPEN_AUTH_PATHS: ReadonlySet<string> = new Set([
  "GET /get-session",
  "POST /get-session",
  "GET /list-sessions",
  "GET /ok",
  "GET /error",
  "POST /sign-in/email",
  "POST /sign-out",
  "POST /change-password",
  "POST /update-user",
  "POST /revoke-session",
  "POST /revoke-sessions",
  "POST /revoke-other-sessions",
]);
