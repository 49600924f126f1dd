import { SettingsError } from "@/lib/env";
import { hideTelltales } from "@/lib/hide-secrets";
import { serializeError } from "@/lib/log-errors";
import { runServer } from "./run-server";

/** A start that fails says why in one line; the whole story is in the log. */
runServer().catch((error: unknown) => {
  if (error instanceof SettingsError) {
    process.stderr.write(`Gatehouse cannot start: ${hideTelltales(error.message)}\n`);
  } else {
    const { message, stack } = serializeError(error);
    process.stderr.write(`Gatehouse cannot start: ${message}\n${stack}\n`);
  }
  process.exit(1);
});
