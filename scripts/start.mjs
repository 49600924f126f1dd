import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { loadEnvFile, stopOnSignal } from "./run.mjs";

/** `npm start`: prepares what is missing or stale; then this very process becomes the server. */
await main(async () => {
  const letGo = stopOnSignal();
  loadEnvFile();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  await ensureBuilt();
  letGo();
  await import("../dist/server.js");
});
