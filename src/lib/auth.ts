import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { organization } from "better-auth/plugins";
import { currentDb } from "@/db/client";
import * as schema from "@/db/schema";
import { authSecret, env } from "./env";
import { hideSecretPatterns } from "./hide-secrets";
import { rememberSession } from "./known-people";
import { processWide } from "./process-wide";
import { passwords } from "./ready-passwords";
import { logSummed } from "./summed-lines";

export type Auth = ReturnType<typeof createAuth>;

declare module "./process-wide" {
  interface ProcessWide {
    auth?: Auth;
  }
}

/** better-auth of this process. Call it only when the database is open and `appUrl` is known. */
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
      // Counted from signing in, and never prolonged. `core/access/sessions` ends a session that is not used.
      expiresIn: sessionMaxDays * DAY_S,
      disableSessionRefresh: true,
      // better-auth lists sessions only for a "fresh" one: without this, nobody could see their devices after a day.
      freshAge: 0,
      // A cached session would still be valid after its row is deleted.
      cookieCache: { enabled: false },
    },
    databaseHooks: {
      session: {
        create: { after: async ({ token, userId }) => rememberSession(token, userId) },
      },
    },
    // Our own rate limits run before this: they count over all nodes, and answer with our error codes.
    rateLimit: { enabled: false },
    advanced: {
      // Our origin guard has checked the request already, and it allows clients that send no `Origin`.
      disableCSRFCheck: true,
      useSecureCookies: appUrl?.startsWith("https://") ?? false,
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
    },
    telemetry: { enabled: false },
    plugins: [organization({ allowUserToCreateOrganization: false })],
    logger: {
      level: "warn",
      // Of the details only an error is logged: the others are what a client has sent.
      log: (level, message, ...details) =>
        logSummed({
          level: level === "error" || level === "warn" ? level : "info",
          msg: hideSecretPatterns(message),
          what: { from: "better-auth" },
          more: { err: details.find((detail) => detail instanceof Error) },
        }),
    },
  });
}

/** The only routes of better-auth that are open. Every other path under /api/auth answers 404. */
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
