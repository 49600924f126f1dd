import { ensureBuilt, ensureInstalled, main } from "./prepare.mjs";
import { loadEnvFile, stopOnSignal } from "./run.mjs";

/** `npm start`: installs and builds what is missing or out of date. Then this same process becomes the server. */
await main(async () => {
  const removeHandlers = stopOnSignal();
  loadEnvFile();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  await ensureBuilt();
  removeHandlers();
  await import("../dist/server.js");
});
