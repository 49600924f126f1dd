import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { say, stopOnSignal } from "./run.mjs";

/** `npm run demo`: the server with a new database, which is deleted when it stops. */
await main(async () => {
  const removeHandlers = stopOnSignal();
  // A demo must never use a real database, Redis, bucket or mail server, so their settings are ignored.
  const real = Object.keys(process.env).filter((name) => name.startsWith("S3_"));
  for (const name of [...real, "DATABASE_URL", "REDIS_URL", "SMTP_URL", "MAIL_FROM"]) {
    process.env[name] = "";
  }
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  process.env.GATEHOUSE_DEMO = "1";
  await ensureInstalled();
  await ensureBuilt();

  const folder = mkdtempSync(join(tmpdir(), "gatehouse-demo-"));
  process.env.DATA_DIR = folder;
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  say(`Demo on a throw-away database in ${folder}`);
  removeHandlers();
  await import("../dist/server.js");
});
