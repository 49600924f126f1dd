import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { currentDb } from "@/db/client";
import * as schema from "@/db/schema";
import { authSecret, env } from "./env";
import { hideTelltales } from "./hide-secrets";
import { noteSession } from "./known-people";
import { processWide } from "./process-wide";
import { passwords } from "./ready-passwords";
import { logSummed } from "./summed-lines";

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
  const { appUrl, allowedOrigins, sessionMaxDays } = env();
  return betterAuth({
    appName: "Gatehouse",
    ...(appUrl !== undefined && { baseURL: appUrl }),
    basePath: "/api/auth",
    secret: authSecret(),
    trustedOrigins: allowedOrigins,
    database: drizzleAdapter(currentDb, { provider: "pg", schema }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: passwords,
    },
    session: {
      // From signing in, and never prolonged: `core/access/sessions` says when one ends before.
      expiresIn: sessionMaxDays * DAY_S,
      disableSessionRefresh: true,
      // Else nobody could see their devices from the second day on.
      freshAge: 0,
      // A cached session would live on after its row is deleted.
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: { after: async ({ token, userId }) => noteSession(token, userId) },
      },
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
      // Only errors are written of what comes with a message: the rest is what somebody sent.
      log: (level, message, ...details) =>
        logSummed({
          level: level === "error" || level === "warn" ? level : "info",
          msg: hideTelltales(message),
          what: { from: "better-auth" },
          more: { err: details.find((detail) => detail instanceof Error) },
        }),
    },
  });
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
