import { existsSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { root, stopOnSignal, tool } from "./run.mjs";

const results = resolve(root, ".cache/test-results.json");
/** A test says itself what its server is told; nothing of the operator's reaches it. */
const settings = [
  "NODE_ENV",
  "PORT",
  "HOST",
  "APP_URL",
  "NEXT_PUBLIC_APP_URL",
  "ALLOWED_ORIGINS",
  "DATABASE_URL",
  "DATABASE_CA",
  "DATABASE_POOL",
  "REDIS_URL",
  "DATA_DIR",
  "BETTER_AUTH_SECRET",
  "TRUST_PROXY",
  "LOG_LEVEL",
  "METRICS_TOKEN",
  "MAX_UPLOAD_MB",
  "S3_BUCKET",
  "S3_ENDPOINT",
  "S3_REGION",
  "S3_ACCESS_KEY_ID",
  "S3_SECRET_ACCESS_KEY",
  "SESSION_IDLE_DAYS",
  "SESSION_MAX_DAYS",
  "RETAIN_SESSIONS_DAYS",
  "RETAIN_INVITES_DAYS",
  "RETAIN_MENTIONS_DAYS",
  "RETAIN_AUDIT_DAYS",
  "GUEST_LEASE_MS",
  "DRAIN_MS",
  "RATE_LIMITS",
  "SMTP_URL",
  "MAIL_FROM",
  "VAPID_PUBLIC_KEY",
  "VAPID_PRIVATE_KEY",
  "VAPID_SUBJECT",
  "PUSH_SERVICES",
  "GATEHOUSE_DEMO",
];

/** `npm test`: everything on the production build. Arguments go on to vitest. */
await main(async () => {
  stopOnSignal();
  await ensureInstalled();
  await ensureBuilt();
  rmSync(results, { force: true });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  for (const name of settings) delete env[name];
  const args = ["run", ...process.argv.slice(2)];
  const { code } = await tool("vitest/vitest.mjs", args, { env });
  process.stdout.write(`${countResults(code)}\n`);
  process.exitCode = code;
});

/** The last line of all: how many passed and failed. A file that does not load has failed too. */
function countResults(code) {
  if (!existsSync(results)) return `0 passed, ${code === 0 ? 0 : 1} failed`;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, "utf8"));
  const broken = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(isFailed),
  );
  const failed = numFailedTests + broken.length;
  return `${numPassedTests} passed, ${failed === 0 && code !== 0 ? 1 : failed} failed`;
}

function isFailed(test) {
  return test.status === "failed";
}
