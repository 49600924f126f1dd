import { ensureInstalled, main } from "./prepare.mjs";
import { loadEnvFile, root, stopOnSignal } from "./run.mjs";

/** `npm run dev`: pages reload when they change. A change of the server's own code restarts the server. */
await main(async () => {
  const removeHandlers = stopOnSignal();
  loadEnvFile();
  process.env.NODE_ENV = "development";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await ensureInstalled();
  removeHandlers();
  const args = ["watch", "--clear-screen=false", "src/server/index.ts"];
  process.argv = [process.execPath, `${root}/node_modules/tsx/dist/cli.mjs`, ...args];
  await import("tsx/cli");
});
