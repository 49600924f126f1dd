import { type Logger, type LoggerOptions, pino } from "pino";
import pretty from "pino-pretty";
import { env } from "./env";
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
  '["set-cookie"]',
];

/** Fields that must never be written, at the top, one and two levels down (`req.headers.cookie`). */
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
  const { logLevel, production } = env();
  const options: LoggerOptions = {
    level: logLevel,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: redacted, censor: "[hidden]" },
    serializers: { err: serializeError, error: serializeError },
  };
  if (production) return pino(options);
  return pino(options, pretty({ sync: true, translateTime: "SYS:HH:MM:ss.l" }));
}

/** drizzle names the values of a failed statement in its error: bodies and hashes are among them. */
export function serializeError(error: Error): object {
  const { params: _, message, stack, ...rest } = pino.stdSerializers.err(error);
  return { ...rest, message: hideValues(message), stack: hideValues(stack) };
}

function hideValues(text: string): string {
  return text.replace(/\nparams: [^]*?(?=\n {4}at |\ncaused by: |$)/g, "\nparams: [hidden]");
}
