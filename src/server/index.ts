import { hideSecretPatterns } from "@/lib/hide-secrets";
import { type LoggedError, serializeError } from "@/lib/log-errors";
import { SettingsError } from "@/lib/settings-error";
import { runServer } from "./run";

/** A start that fails says why in one line. Errors that are not about settings are printed with their stack. */
runServer().catch((error: unknown) => {
  if (error instanceof SettingsError) {
    process.stderr.write(`Gatehouse cannot start: ${hideSecretPatterns(error.message)}\n`);
  } else {
    process.stderr.write(`Gatehouse cannot start: ${describe(serializeError(error))}\n`);
  }
  process.exit(1);
});

/** With its causes: the first error of a library is often not the reason. */
function describe({ message, stack, cause }: LoggedError): string {
  return `${message}\n${stack}${cause ? `\nbecause: ${describe(cause)}` : ""}`;
}
