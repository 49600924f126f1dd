import { ensureCommand, main } from "./prepare.mjs";
import { loadEnvFile } from "./run.mjs";

/** `npm run admin -- COMMAND`: commands for the operator. The output has nothing but what the command prints. */
await main(async () => {
  loadEnvFile();
  process.env.NODE_ENV = "production";
  process.env.LOG_LEVEL = "silent";
  await ensureCommand();
  await import("../dist/admin.js");
});
