import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import webPush from "web-push";
import { readOrCreateAuthSecret } from "@/lib/auth-secret";
import { env, setAppUrlFromPort } from "@/lib/env";
import { readEnv } from "@/lib/read-env";
import { SettingsError } from "@/lib/settings-error";
import { processWide } from "@/lib/process-wide";

const secret = "0123456789abcdef0123456789abcdef";
const database = { DATABASE_URL: "postgres://u:hidden-word@db/x", BETTER_AUTH_SECRET: secret };

const bucket = {
  S3_BUCKET: "uploads",
  S3_ACCESS_KEY_ID: "key",
  S3_SECRET_ACCESS_KEY: "hidden-word",
};

describe("with no settings at all", () => {
  test("everything has its default", () => {
    expect(readEnv({})).toMatchObject({
      production: false,
      port: 3000,
      host: "localhost",
      appUrl: "http://localhost:3000",
      allowedOrigins: ["http://localhost:3000"],
      allowedOriginsExplicit: false,
      databaseUrl: undefined,
      databasePool: 20,
      redisUrl: undefined,
      s3: undefined,
      trustProxy: 0,
      logLevel: "info",
      sessionIdleDays: 14,
      sessionMaxDays: 30,
      guestLeaseMs: 5000,
      rateLimits: true,
      demo: false,
    });
  });

  test("blank counts as not set, and strangers do not matter", () => {
    expect(readEnv({ PORT: "", APP_URL: "  ", UNRELATED: "x" })).toEqual(readEnv({}));
  });
});

describe("the address", () => {
  test.each([
    [{ HOST: "0.0.0.0", PORT: "80" }, "http://0.0.0.0"],
    [{ HOST: "::1", PORT: "4000" }, "http://[::1]:4000"],
    [{ APP_URL: "https://chat.example.com/" }, "https://chat.example.com"],
    [{ NEXT_PUBLIC_APP_URL: "https://a.example" }, "https://a.example"],
    [
      { APP_URL: "https://b.example", NEXT_PUBLIC_APP_URL: "https://a.example" },
      "https://b.example",
    ],
    [{ PORT: "0" }, undefined],
  ])("%j is served at %s", (source, appUrl) => {
    const { allowedOrigins, ...settings } = readEnv(source);
    expect(settings.appUrl).toBe(appUrl);
    expect(allowedOrigins).toEqual(appUrl === undefined ? [] : [appUrl]);
  });

  test("an explicit list is the whole truth", () => {
    const settings = readEnv({
      APP_URL: "https://a.example",
      ALLOWED_ORIGINS: "https://b.example/",
    });
    expect(settings.allowedOrigins).toEqual(["https://b.example"]);
    expect(settings.allowedOriginsExplicit).toBe(true);
  });
});

describe("names that are no settings", () => {
  const doubts = (names: string[], inFile = "") => {
    const source = Object.fromEntries(names.map((name) => [name, "x"]));
    const settings = { PORT: "", HOST: "", DATA_DIR: "", ...database };
    return readEnv({ ...source, ...settings, GATEHOUSE_NAMES_IN_FILE: inFile }).doubtfulNames;
  };

  test.each([
    ["ALOWED_ORIGNS", "ALLOWED_ORIGINS"],
    ["SMTP_URI", "SMTP_URL"],
    ["TRUST_PORXY", "TRUST_PROXY"],
    ["REDISURL", "REDIS_URL"],
  ])("%s in the environment is %s, perhaps", (name, meant) => {
    expect(doubts([name])).toEqual([expect.stringMatching(new RegExp(`^${name} .* ${meant} `))]);
  });

  test("that others set are left alone, and so is what is near a setting that is set", () => {
    const ofDesktops = ["HOME", "PATH", "MAIL", "DISPLAY", "HOSTTYPE", "XDG_DATA_DIRS", "LOGNAME"];
    const ofContainers = ["HOSTNAME", "REDIS_PORT", "REDIS_HOST", "DATABASE_PORT", "DATABASE_DB"];
    const ofClouds = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "SMTP_USER", "APP_ENV"];
    const ofBuilds = ["NODE_OPTIONS", "npm_config_loglevel", "METRICS_PORT", "port", "log_level"];
    const others = [...ofDesktops, ...ofContainers, ...ofClouds, ...ofBuilds, "DATABASE_URI"];
    expect(doubts(others)).toEqual([]);
    expect(doubts([], "PORT AWS_REGION https_proxy PGUSER COMPOSE_PROJECT_NAME")).toEqual([]);
  });

  test("in .env are named, however they are written", () => {
    expect(doubts([], "port Data_Dir")).toMatchObject([/PORT/, /DATA_DIR/].map(matching));
    expect(doubts([], "LOG_LEVEL PORT LOG_LEVEL")).toEqual([matching(/LOG_LEVEL more than once/)]);
  });

  const matching = (shape: RegExp) => expect.stringMatching(shape);
});

test("a host with an interface needs an address that people can type", () => {
  expect(() => readEnv({ HOST: "fe80::1%eth0" })).toThrow(/^APP_URL is required/);
  const named = { HOST: "fe80::1%eth0", APP_URL: "http://chat.lan" };
  expect(readEnv(named).appUrl).toBe("http://chat.lan");
});

describe("a wrong value", () => {
  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "3e3"],
    ["HOST", "http://localhost"],
    ["HOST", "localhost:3000"],
    ["HOST", "1.2.3.4.5"],
    ["APP_URL", "https://chat.example.com;"],
    ["APP_URL", '"https://chat.example.com"'],
    ["APP_URL", "https://chat.example.com."],
    ["APP_URL", "chat.example.com"],
    ["APP_URL", "https://example.com/chat"],
    ["NEXT_PUBLIC_APP_URL", "ftp://example.com"],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "null"],
    ["ALLOWED_ORIGINS", "example.com"],
    ["ALLOWED_ORIGINS", "https://a.example,https://b.example/x"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["REDIS_URL", "localhost:6379"],
    ["BETTER_AUTH_SECRET", "short"],
    ["TRUST_PROXY", "true"],
    ["TRUST_PROXY", "1.5"],
    ["LOG_LEVEL", "loud"],
    ["METRICS_TOKEN", "two words"],
    ["SESSION_IDLE_DAYS", "0"],
    ["SESSION_MAX_DAYS", "3651"],
    ["GUEST_LEASE_MS", "499"],
    ["GUEST_LEASE_MS", "600001"],
    ["GUEST_LEASE_MS", "5s"],
    ["RATE_LIMITS", "maybe"],
    ["SMTP_URL", "mail.example.com"],
    ["MAIL_FROM", "nobody"],
    ["S3_BUCKET", "My Bucket"],
    ["S3_BUCKET", "x"],
    ["S3_ENDPOINT", "s3.example.com"],
    ["S3_ENDPOINT", "ftp://s3.example.com"],
    ["S3_ENDPOINT", "https://key:word@s3.example.com"],
    ["S3_ENDPOINT", "https://s3.example.com/?x=1"],
    ["S3_REGION", "Frankfurt am Main"],
    ["S3_ACCESS_KEY_ID", "two words"],
    ["S3_SECRET_ACCESS_KEY", "two words"],
    ["VAPID_PUBLIC_KEY", "short"],
    ["VAPID_PRIVATE_KEY", "short"],
    ["VAPID_SUBJECT", "operator@example.com"],
    ["PUSH_SERVICES", "https://push.example.com"],
  ])("%s=%s stops the start with one line that names it", (name, value) => {
    const complaint = complaintAbout({ [name]: value });
    expect(complaint).toContain(name);
    expect(complaint).not.toContain("\n");
  });

  test("several are named in the same line", () => {
    expect(complaintAbout({ PORT: "x", RATE_LIMITS: "y" })).toMatch(/PORT.*RATE_LIMITS/);
  });

  test("a secret is never repeated", () => {
    expect(complaintAbout({ BETTER_AUTH_SECRET: "hidden-word" })).not.toContain("hidden-word");
    expect(complaintAbout({ DATABASE_URL: "u:hidden-word@db" })).not.toContain("hidden-word");
    for (const secret of ["hidden-word#", "hidden-word/", "hidden-word%E0%A4", "1#hidden-word"]) {
      const complaint = complaintAbout({ DATABASE_URL: `postgres://u:${secret}@db/x` });
      expect(complaint).toMatch(/^DATABASE_URL .*%23/);
      expect(complaint).not.toContain("hidden-word");
    }
    for (const [name, scheme] of [
      ["REDIS_URL", "redis"],
      ["SMTP_URL", "smtp"],
    ] as const) {
      const complaint = complaintAbout({ [name]: `${scheme}://u:12#hidden-word@mail.example.com` });
      expect(complaint).toMatch(new RegExp(`^${name} .*%23`));
      expect(complaint).not.toContain("hidden-word");
    }
    for (const name of ["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]) {
      expect(complaintAbout({ ...bucket, [name]: "a hidden-word" })).not.toContain("hidden-word");
    }
    expect(complaintAbout({ S3_ENDPOINT: "https://u:hidden-word@s3" })).not.toContain(
      "hidden-word",
    );
  });

  test("what belongs together is asked for together", () => {
    expect(complaintAbout({ DATABASE_URL: database.DATABASE_URL })).toContain("BETTER_AUTH_SECRET");
    expect(complaintAbout({ SMTP_URL: "smtp://mail" })).toContain("MAIL_FROM");
    expect(readEnv(database).authSecret).toBe(secret);
  });
});

describe("a bucket for uploads", () => {
  const keys = { bucket: "uploads", accessKeyId: "key", secretAccessKey: "hidden-word" };

  test("needs a name and a pair of keys", () => {
    expect(readEnv(bucket).s3).toEqual({ ...keys, endpoint: undefined, region: "us-east-1" });
  });

  test("may be somewhere else than with AWS", () => {
    const elsewhere = { S3_ENDPOINT: "http://minio:9000", S3_REGION: "eu-central-1" };
    const settings = { endpoint: "http://minio:9000", region: "eu-central-1" };
    expect(readEnv({ ...bucket, ...elsewhere }).s3).toEqual({ ...keys, ...settings });
  });

  test.each(["S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"])("is refused without %s", (name) => {
    const complaint = complaintAbout({ ...bucket, [name]: "" });
    expect(complaint).toBe(`${name} is required when S3_BUCKET is set`);
  });

  test.each([
    ["S3_ENDPOINT", "http://minio:9000"],
    ["S3_REGION", "eu-central-1"],
    ["S3_ACCESS_KEY_ID", "key"],
    ["S3_SECRET_ACCESS_KEY", "hidden-word"],
  ])("is asked for when %s is set", (name, value) => {
    expect(complaintAbout({ [name]: value })).toBe(`S3_BUCKET is required when ${name} is set`);
  });
});

describe("push", () => {
  const keys = makeKeys();
  const here = { ...keys, APP_URL: "https://chat.example.com" };

  test("has keys, who sends, and the services in use, or nothing", () => {
    const { vapid, pushServices } = readEnv(here);
    expect(vapid).toEqual({
      publicKey: keys.VAPID_PUBLIC_KEY,
      privateKey: keys.VAPID_PRIVATE_KEY,
      subject: "https://chat.example.com",
    });
    expect(pushServices).toContain("fcm.googleapis.com");
    const subject = "mailto:operator@example.com";
    expect(readEnv({ ...here, VAPID_SUBJECT: subject }).vapid?.subject).toBe(subject);
    expect(readEnv({ PUSH_SERVICES: "push.example.com" })).toMatchObject({
      vapid: null,
      pushServices: ["push.example.com"],
    });
  });

  test("asks for what is missing or does not fit, without repeating a key", () => {
    const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = keys;
    expect(complaintAbout({ VAPID_PUBLIC_KEY })).toContain("VAPID_PRIVATE_KEY");
    expect(complaintAbout({ VAPID_PRIVATE_KEY })).toContain("VAPID_PUBLIC_KEY");
    expect(complaintAbout(keys)).toContain("VAPID_SUBJECT");
    const mixed = complaintAbout({ ...here, VAPID_PUBLIC_KEY: makeKeys().VAPID_PUBLIC_KEY });
    expect(mixed).toContain("does not belong");
    expect(mixed).not.toContain(VAPID_PRIVATE_KEY);
  });

  function makeKeys() {
    const { publicKey, privateKey } = webPush.generateVAPIDKeys();
    return { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey };
  }
});

describe("the generated secret", () => {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-secret-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("is made once, for its owner alone", () => {
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    const made = readOrCreateAuthSecret(data);
    expect(made.length).toBeGreaterThanOrEqual(32);
    expect(readOrCreateAuthSecret(data)).toBe(made);
    expect(statSync(join(data, "auth-secret")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, "auth-secret"), "utf8").trim()).toBe(made);
  });

  test("that is damaged is not used", () => {
    const data = join(folder, "other");
    mkdirSync(data, { recursive: true });
    readOrCreateAuthSecret(data);
    writeFileSync(join(data, "auth-secret"), "");
    expect(() => readOrCreateAuthSecret(data)).toThrow(/damaged/);
  });
});

describe("in a process", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    delete processWide().env;
  });

  test("settings are read once, and the address settles when the port is known", () => {
    vi.stubEnv("PORT", "0");
    vi.stubEnv("BETTER_AUTH_SECRET", secret);
    expect(env().appUrl).toBeUndefined();
    vi.stubEnv("PORT", "4000");
    expect(setAppUrlFromPort(5123)).toBe(env());
    expect(env().appUrl).toBe("http://localhost:5123");
    expect(env().allowedOrigins).toEqual(["http://localhost:5123"]);
  });

  test("an explicit list stays as it is when the port is known", () => {
    vi.stubEnv("PORT", "0");
    vi.stubEnv("BETTER_AUTH_SECRET", secret);
    vi.stubEnv("ALLOWED_ORIGINS", "https://b.example");
    expect(setAppUrlFromPort(5123).allowedOrigins).toEqual(["https://b.example"]);
  });
});

function complaintAbout(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error("nothing was wrong");
}
