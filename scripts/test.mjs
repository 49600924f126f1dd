import { existsSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";
import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { root, say, stopOnSignal, tool } from "./run.mjs";

const results = resolve(root, ".cache/test-results.json");
/**
 * Settings that are removed from the environment: each test sets what its server needs, and nothing else may reach it.
 */
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
  "DRILL_EVERY_HOURS",
  "DRILL_LIMIT_MS",
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

/** More failures than this are not due to chance. */
const MAX_UNSTEADY = 3;

/**
 * `npm test`: runs all tests on the production build. Arguments are passed on to vitest.
 *
 * After a whole run, up to MAX_UNSTEADY failed tests run again, one file at a time, without others beside them. A test
 * that passes then is reported as unsteady: it has to be repaired, but it does not fail the run.
 */
await main(async () => {
  stopOnSignal();
  await ensureInstalled();
  await ensureBuilt();
  const chosen = process.argv.slice(2);
  const first = await runTests(chosen);
  const isChance =
    chosen.length === 0 &&
    first.broken === 0 &&
    first.failed.length > 0 &&
    first.failed.length <= MAX_UNSTEADY;
  // A run that fails without a failed test, for example after an uncaught error, is not due to chance either.
  if (first.code === 0 || !isChance) return end(first);
  say(`\n${first.failed.length} failed while others ran, and run again alone:\n`);
  const files = [...new Set(first.failed.map(({ file }) => file))];
  const second = await runTests([...files, "--no-file-parallelism"]);
  if (second.code === 0) {
    for (const { file, name } of first.failed) say(`unsteady, to be repaired: ${file}: ${name}`);
    return end({ code: 0, passed: first.passed + first.failed.length, failed: [], broken: 0 });
  }
  end(first);
});

/**
 * Runs vitest.
 * @returns its exit code, how many tests passed, which failed, and how many files could not be loaded (`broken`)
 */
async function runTests(args) {
  rmSync(results, { force: true });
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  for (const name of settings) delete env[name];
  const { code } = await tool("vitest/vitest.mjs", ["run", ...args], { env });
  if (!existsSync(results)) return { code, passed: 0, failed: [], broken: code === 0 ? 0 : 1 };
  const { numPassedTests, testResults } = JSON.parse(readFileSync(results, "utf8"));
  const failed = testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(isFailed)
      .map(({ fullName: name }) => ({ file: relative(root, file), name })),
  );
  const broken = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(isFailed),
  ).length;
  return { code, passed: numPassedTests, failed, broken };
}

/** Prints the last line: how many tests passed and failed. A file that could not be loaded counts as one failure. */
function end({ code, passed, failed, broken }) {
  const all = failed.length + broken;
  process.stdout.write(`${passed} passed, ${all === 0 && code !== 0 ? 1 : all} failed\n`);
  process.exitCode = code;
}

function isFailed(test) {
  return test.status === "failed";
}
