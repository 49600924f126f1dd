import { hideSecretPatterns } from "@/lib/hide-secrets";
import { type LoggedError, serializeError } from "@/lib/log-errors";
import { SettingsError } from "@/lib/settings-error";
import { runServer } from "./run";

/** A start that fails says why in one line; the whole story is in the log. */
runServer().catch((error: unknown) => {
  if (error instanceof SettingsError) {
    process.stderr.write(`Gatehouse cannot start: ${hideSecretPatterns(error.message)}\n`);
  } else {
    process.stderr.write(`Gatehouse cannot start: ${describe(serializeError(error))}\n`);
  }
  process.exit(1);
});

/** With its causes: what a library says first is often not why. */
function describe({ message, stack, cause }: LoggedError): string {
  return `${message}\n${stack}${cause ? `\nbecause: ${describe(cause)}` : ""}`;
}
