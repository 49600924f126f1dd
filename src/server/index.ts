import { SettingsError } from "@/lib/env";
import { runServer } from "./run-server";

/** A start that fails says why in one line; the whole story is in the log. */
runServer().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Gatehouse cannot start: ${message}\n`);
  if (!(error instanceof SettingsError) && error instanceof Error && error.stack) {
    process.stderr.write(`${error.stack}\n`);
  }
  process.exit(1);
});
