import { ensureCommand, main } from "./prepare.mjs";
import { loadEnvFile } from "./run.mjs";

/** `npm run admin -- COMMAND`: for whoever runs this installation. Its output is the command's alone. */
await main(async () => {
  loadEnvFile();
  process.env.NODE_ENV = "production";
  process.env.LOG_LEVEL = "silent";
  await ensureCommand();
  await import("../dist/admin.js");
});
