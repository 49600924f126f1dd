import { type Logger, type LoggerOptions, pino } from "pino";
import pretty from "pino-pretty";
import { env } from "./env";
import { escapeControls } from "./escape-controls";
import { createHider, listSecrets } from "./hide-secrets";
import { serializeError } from "./log-errors";
import { logOutput } from "./log-output";
import { currentRequestId } from "./request-id";
import { processWide } from "./process-wide";

declare module "./process-wide" {
  interface ProcessWide {
    logger?: Logger;
  }
}

const secretNames = [
  "password",
  "token",
  "secret",
  "authSecret",
  "secretAccessKey",
  "metricsToken",
  "cookie",
  "authorization",
  "body",
  "endpoint",
  "p256dh",
  "privateKey",
  '["set-cookie"]',
];

/** Fields that must never be logged, at the top level and one or two levels down (`req.headers.cookie`). */
const redacted = secretNames.flatMap((name) => {
  const tail = name.startsWith("[") ? name : `.${name}`;
  return [name, `*${tail}`, `*.*${tail}`];
});

/** The logger of this process: JSON lines in production, readable lines in development. */
export function logger(): Logger {
  const slot = processWide();
  slot.logger ??= createLogger();
  return slot.logger;
}

function createLogger(): Logger {
  const settings = env();
  const { logLevel, production } = settings;
  const hide = createHider(listSecrets(settings));
  const options: LoggerOptions = {
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redacted, censor: "[hidden]" },
    serializers: { err: serializeError, error: serializeError },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === undefined ? {} : { requestId };
    },
    hooks: { streamWrite: (line) => escapeControls(hide(line)) },
  };
  // Both write to the file descriptor and not to `process.stdout`: what goes to that stream is logged, and would loop.
  if (production) return pino(options, logOutput());
  return pino(options, pretty({ sync: true, translateTime: "SYS:HH:MM:ss.l" }));
}
