import { resolve } from "node:path";
import type { z } from "zod";
import { originOf } from "./origins";
import { readS3, type S3Settings } from "./s3-settings";
import { findDoubtfulNames } from "./setting-names";
import { variables } from "./settings";
import { SettingsError } from "./settings-error";
import { isKeyPair, type VapidKeys } from "./vapid-keys";

/** The settings, as read from the environment. */
export interface Env {
  production: boolean;
  port: number;
  host: string;
  /** Without a trailing slash. Unknown with `PORT=0` until the server listens. */
  appUrl: string | undefined;
  allowedOrigins: string[];
  /** `ALLOWED_ORIGINS` is set: then only the origins in it are allowed, and not that of `appUrl`. */
  allowedOriginsExplicit: boolean;
  databaseUrl: string | undefined;
  /** The path of the certificate file to trust for `databaseUrl`. */
  databaseCa: string | undefined;
  /** How many database connections this process uses for requests, besides the few for revocations and the sweep. */
  databasePool: number;
  redisUrl: string | undefined;
  dataDir: string;
  /** Undefined until `loadAuthSecret`, if it has to be generated. */
  authSecret: string | undefined;
  trustProxy: number;
  logLevel: z.infer<typeof variables>["LOG_LEVEL"];
  metricsToken: string | undefined;
  maxUploadBytes: number;
  /** The bucket for uploads; undefined: they are stored under `dataDir`. */
  s3: S3Settings | undefined;
  /** A session ends when it has not been used for so long. */
  sessionIdleDays: number;
  /** A session ends so long after signing in, however often it is used. */
  sessionMaxDays: number;
  /** How long ended data is kept. */
  retain: {
    sessionsDays: number;
    invitesDays: number;
    mentionsDays: number;
    /** Undefined: the audit record is never deleted. */
    auditDays: number | undefined;
  };
  guestLeaseMs: number;
  /** How often a drill is run by itself, in hours; undefined: never. */
  drillEveryHours: number | undefined;
  /** What a drill may take, from the request for the revocation until the last connection is gone. */
  drillLimitMs: number;
  /** How long, on a stop, the server still serves everything while `/api/ready` answers 503. */
  drainMs: number;
  rateLimits: boolean;
  /** How many realtime connections one person, and one address, may have over all nodes, while limits are on. */
  maxConnections: { person: number; address: number };
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  /** Null: notifications reach only pages that are open. */
  vapid: VapidKeys | null;
  /** Hosts that a push may be sent to. */
  pushServices: string[];
  /** Warnings about names of settings that are probably mistakes. */
  doubtfulNames: string[];
  /** Internal: seed the throw-away workspace of `npm run demo`. */
  demo: boolean;
}

/**
 * Reads and validates settings. It reads nothing but `source`, and changes nothing.
 * @throws SettingsError when a setting is wrong
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = variables.safeParse(withoutBlanks(source));
  if (!parsed.success) throw new SettingsError(describe(parsed.error.issues));
  const values = parsed.data;
  checkTogether(values);

  const appUrl = values.APP_URL ?? values.NEXT_PUBLIC_APP_URL ?? knownAddress(values);
  return {
    production: values.NODE_ENV === "production",
    port: values.PORT,
    host: values.HOST,
    appUrl,
    allowedOrigins: values.ALLOWED_ORIGINS ?? (appUrl === undefined ? [] : [appUrl]),
    allowedOriginsExplicit: values.ALLOWED_ORIGINS !== undefined,
    databaseUrl: values.DATABASE_URL,
    databaseCa: values.DATABASE_CA,
    databasePool: values.DATABASE_POOL,
    redisUrl: values.REDIS_URL,
    dataDir: resolve(/* turbopackIgnore: true */ values.DATA_DIR),
    authSecret: values.BETTER_AUTH_SECRET,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    maxUploadBytes: values.MAX_UPLOAD_MB * 1024 * 1024,
    s3: readS3(values),
    sessionIdleDays: values.SESSION_IDLE_DAYS,
    sessionMaxDays: values.SESSION_MAX_DAYS,
    retain: {
      sessionsDays: values.RETAIN_SESSIONS_DAYS,
      invitesDays: values.RETAIN_INVITES_DAYS,
      mentionsDays: values.RETAIN_MENTIONS_DAYS,
      auditDays: values.RETAIN_AUDIT_DAYS,
    },
    guestLeaseMs: values.GUEST_LEASE_MS,
    drillEveryHours: values.DRILL_EVERY_HOURS,
    drillLimitMs: values.DRILL_LIMIT_MS,
    drainMs: values.DRAIN_MS,
    rateLimits: values.RATE_LIMITS === "on",
    maxConnections: {
      person: values.MAX_CONNECTIONS_PER_PERSON,
      address: values.MAX_CONNECTIONS_PER_ADDRESS,
    },
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    vapid: readVapid(values, appUrl),
    pushServices: values.PUSH_SERVICES,
    doubtfulNames: findDoubtfulNames(
      Object.keys(variables.shape),
      source,
      values.GATEHOUSE_NAMES_IN_FILE.split(" ").filter(Boolean),
    ),
    demo: values.GATEHOUSE_DEMO === "1",
  };
}

/** A blank variable counts as not set: a copied `.env.example` has such lines. */
function withoutBlanks(source: Readonly<Record<string, string | undefined>>) {
  const named = Object.keys(variables.shape).map((name) => [name, source[name]?.trim()] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined && value !== ""));
}

function describe(issues: z.core.$ZodIssue[]): string {
  return issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ");
}

function checkTogether(values: z.infer<typeof variables>): void {
  if (values.DATABASE_URL && !values.BETTER_AUTH_SECRET) {
    const how = "make one with: openssl rand -base64 48";
    throw new SettingsError(`BETTER_AUTH_SECRET is required when DATABASE_URL is set; ${how}`);
  }
  if (values.HOST.includes("%") && !values.APP_URL) {
    throw new SettingsError("APP_URL is required when HOST names a network interface (%)");
  }
  if (values.SMTP_URL && !values.MAIL_FROM) {
    throw new SettingsError("MAIL_FROM is required when SMTP_URL is set");
  }
}

function readVapid(
  values: z.infer<typeof variables>,
  appUrl: string | undefined,
): VapidKeys | null {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = values;
  if (!publicKey && !privateKey) return null;
  if (!publicKey || !privateKey) {
    throw new SettingsError(
      "VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY go together: set both or neither",
    );
  }
  if (!isKeyPair(publicKey, privateKey)) {
    throw new SettingsError("VAPID_PRIVATE_KEY does not belong to VAPID_PUBLIC_KEY");
  }
  const subject = values.VAPID_SUBJECT ?? (appUrl?.startsWith("https:") ? appUrl : undefined);
  if (!subject) {
    throw new SettingsError("VAPID_SUBJECT is required with VAPID keys while APP_URL is not https");
  }
  return { publicKey, privateKey, subject };
}

function knownAddress(values: z.infer<typeof variables>): string | undefined {
  return values.PORT === 0 ? undefined : originOf(values.HOST, values.PORT);
}
