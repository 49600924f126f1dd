import { toAppError } from "@/core/errors";
import { SettingsError } from "@/lib/settings-error";
import { hideSecretPatterns } from "@/lib/hide-secrets";
import type { Report } from "./operator/commands";
import { CommandError } from "./operator/socket-files";
import { verifyFile } from "./operator/verify";
import { HELP, readArguments, UsageError } from "./operator/read-arguments";

/** `npm run admin`: runs one command. Its result goes to standard output, the reason of a failure to standard error. */
void run(process.argv.slice(2))
  .catch((error: unknown) => fail(describe(error)))
  // Exits even if something is still open, once all output is written.
  .finally(() => process.stdout.write("", () => process.stderr.write("", () => process.exit())));

async function run(args: string[]): Promise<void> {
  const { command, verify, json } = readArguments(args);
  if (verify) return say(await verifyFile(verify), json);
  if (command === null) return print(HELP);
  // What these load reads the settings, which a file is verified without.
  const { askServer } = await import("./operator/ask-server");
  const { actAlone } = await import("./operator/act-alone");
  say((await askServer(command)) ?? (await actAlone(command)), json);
}

function say({ data, text, undone }: Report, json: boolean): void {
  print(json ? JSON.stringify(data, null, 2) : text);
  if (undone !== undefined) fail(undone);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(sentence: string): void {
  process.stderr.write(`${hideSecretPatterns(sentence)}\n`);
  process.exitCode = 1;
}

function describe(error: unknown): string {
  const isSentence = [UsageError, CommandError, SettingsError].some(
    (kind) => error instanceof kind,
  );
  if (isSentence) return (error as Error).message;
  const failure = toAppError(error);
  const { cause } = failure;
  return cause instanceof Error ? `${failure.message} (${cause.message})` : failure.message;
}
