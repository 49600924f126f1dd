import { isIP } from "node:net";
import { z } from "zod";
import { parseOrigin, parseOrigins } from "./origins";
import { KNOWN_PUSH_SERVICES, parsePushServices } from "./push-services";

/** The schema of every variable that the server reads. Secrets are never quoted in a message. */

const integer = (min: number, max: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max,
      `must be a whole number from ${min} to ${max}`,
    )
    .transform(Number);

const hours = (max: number) =>
  z
    .string()
    .refine(
      (text) => /^\d{1,4}(\.\d{1,6})?$/.test(text) && Number(text) > 0 && Number(text) <= max,
      `must be a number of hours up to ${max}, such as 24 or 0.5`,
    )
    .transform(Number);

const oneOf = <T extends string>(...values: [T, ...T[]]) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

const address = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && schemes.includes(new URL(text).protocol),
      `must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`,
    );

const reading =
  <T>(read: (text: string) => T) =>
  (text: string, context: z.RefinementCtx): T => {
    try {
      return read(text);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      context.addIssue({ code: "custom", message: `is wrong: ${message}` });
      return z.NEVER;
    }
  };

const origin = z.string().transform(reading(parseOrigin));
const host = z
  .string()
  .refine(
    (text) =>
      isIP(text) !== 0 ||
      (/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text) && URL.canParse(`http://${text}`)),
    "must be a host name or an IP address, without a port",
  );
const token = z.string().regex(/^[\x21-\x7e]+$/, "must be printable characters without spaces");
const bareAddress = (...schemes: string[]) =>
  address(...schemes).refine((text) => {
    if (!URL.canParse(text)) return false;
    const { username, password, search, hash } = new URL(text);
    return username + password + search + hash === "";
  }, "must be an address without a user, a password or parameters");
/** `URL` would silently end the address at a `#`, and the part before it may be a valid address. */
const wholeAddress = (...schemes: string[]) =>
  address(...schemes).refine(
    (text) => !text.includes("#"),
    "has a # in it, which ends an address: write it as %23 in a name or a password",
  );
const bucket = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "must be the name of a bucket: 3 to 63 small letters, digits, dots and hyphens",
  );
const vapidKey = (length: number) =>
  z
    .string()
    .refine(
      (text) => text.length === length && /^[\w-]+$/.test(text),
      "is not a VAPID key; make a pair with: npx web-push generate-vapid-keys",
    );
const atLeast32 = "must have at least 32 characters; make one with: openssl rand -base64 48";

const notDatabaseUrl =
  "must be an address that begins with postgres:// or postgresql://; " +
  "in a name or a password, write # as %23, / as %2F, ? as %3F and % as %25";

/** Refuses addresses that would be read differently from what was meant: `URL` would silently end one at a `#`. */
function isDatabaseUrl(text: string): boolean {
  try {
    const { protocol, hash, username, password, hostname } = new URL(text);
    for (const part of [username, password, hostname]) decodeURIComponent(part);
    return ["postgres:", "postgresql:"].includes(protocol) && hash === "";
  } catch {
    return false;
  }
}

export const variables = z.object({
  NODE_ENV: z.string().optional(),
  PORT: integer(0, 65_535).default(3000),
  HOST: host.default("localhost"),
  APP_URL: origin.optional(),
  NEXT_PUBLIC_APP_URL: origin.optional(),
  ALLOWED_ORIGINS: z.string().transform(reading(parseOrigins)).optional(),
  DATABASE_URL: z.string().refine(isDatabaseUrl, notDatabaseUrl).optional(),
  DATABASE_CA: z.string().optional(),
  DATABASE_POOL: integer(2, 1_000).default(20),
  REDIS_URL: wholeAddress("redis:", "rediss:").optional(),
  DATA_DIR: z.string().default("./.data"),
  BETTER_AUTH_SECRET: z.string().min(32, atLeast32).optional(),
  TRUST_PROXY: integer(0, 32).default(0),
  LOG_LEVEL: oneOf("trace", "debug", "info", "warn", "error", "fatal", "silent").default("info"),
  METRICS_TOKEN: token.optional(),
  MAX_UPLOAD_MB: integer(1, 2047).default(25),
  S3_BUCKET: bucket.optional(),
  S3_ENDPOINT: bareAddress("http:", "https:").optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,63}$/, "must be a region, such as eu-central-1")
    .optional(),
  S3_ACCESS_KEY_ID: token.optional(),
  S3_SECRET_ACCESS_KEY: token.optional(),
  SESSION_IDLE_DAYS: integer(1, 3650).default(14),
  SESSION_MAX_DAYS: integer(1, 3650).default(30),
  RETAIN_SESSIONS_DAYS: integer(0, 3650).default(0),
  RETAIN_INVITES_DAYS: integer(0, 3650).default(90),
  RETAIN_MENTIONS_DAYS: integer(0, 3650).default(90),
  // A trigger in the database refuses to delete audit events that are younger than this minimum.
  RETAIN_AUDIT_DAYS: integer(30, 36_500).optional(),
  GUEST_LEASE_MS: integer(500, 600_000).default(5000),
  DRILL_EVERY_HOURS: hours(8_760).optional(),
  DRILL_LIMIT_MS: integer(1, 10_000).default(1000),
  DRAIN_MS: integer(0, 600_000).default(0),
  RATE_LIMITS: oneOf("on", "off").default("on"),
  MAX_CONNECTIONS_PER_PERSON: integer(1, 100_000).default(50),
  MAX_CONNECTIONS_PER_ADDRESS: integer(1, 1_000_000).default(5000),
  SMTP_URL: wholeAddress("smtp:", "smtps:").optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@<]+@[^\s@>]+>?$/, "must be an e-mail address")
    .optional(),
  VAPID_PUBLIC_KEY: vapidKey(87).optional(),
  VAPID_PRIVATE_KEY: vapidKey(43).optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/, "must begin with mailto: or https://")
    .optional(),
  PUSH_SERVICES: z
    .string()
    .transform(reading(parsePushServices))
    .default(() => [...KNOWN_PUSH_SERVICES]),
  GATEHOUSE_NAMES_IN_FILE: z.string().default(""),
  GATEHOUSE_DEMO: oneOf("0", "1").default("0"),
});
