import { logger } from "./logger";
import { withoutRequestId } from "./request-id";
import { processWide } from "./process-wide";

type Fields = Record<string, string | number | undefined>;

/** A log line about something that strangers can cause as often as they like. */
export interface SummedLine {
  level?: "info" | "warn" | "error";
  msg: string;
  /** What happened. The values are ours, so there are few different ones. */
  what?: Fields;
  /** Whom or what it is about. Strangers can invent any number of different values. */
  who?: Fields;
  /** Further fields of the line. Lines that differ only in these are summed up together. */
  more?: Record<string, unknown>;
  /** The request that the line is about, if the line is not written during that request. */
  requestId?: string;
}

interface Sum {
  line: SummedLine;
  count: number;
  timer: NodeJS.Timeout;
}

declare module "./process-wide" {
  interface ProcessWide {
    /** The counts of this minute, by message and kind. */
    summedLines?: Map<string, Map<string, Sum>>;
  }
}

const MINUTE_MS = 60_000;
/** When one message has so many kinds at once, further ones are distinguished by `what` only. */
const MAX_KINDS = 500;
/** Our own messages are few. Those of libraries may quote what a client has sent. */
const MAX_MESSAGES = 300;

/**
 * Logs the first line of a kind at once, and the number of those that follow once a minute, as `count`. A storm must
 * not fill the disk or the memory, and the log must still show how large it is. A kind is a message with its `what` and
 * `who`.
 */
export function logSummed(wanted: SummedLine): void {
  const line = { ...wanted, msg: isNamed(wanted.msg) ? wanted.msg : "(others)" };
  const sums = sumsOf(line.msg);
  const kind = keyOf(line);
  const named = sums.has(kind) || sums.size < MAX_KINDS;
  const entry = named ? line : { ...line, who: hideWho(line.who) };
  const key = named ? kind : keyOf(entry);

  const sum = sums.get(key);
  if (sum) {
    sum.count += 1;
    return;
  }
  write(entry, 1);
  const timer = withoutRequestId(() =>
    setInterval(() => summarise(line.msg, sums, key), MINUTE_MS).unref(),
  );
  // The sum is about many requests, so it has no request id.
  sums.set(key, { line: { ...entry, requestId: undefined }, count: 0, timer });
}

/** Like `logSummed`, for an error of the server: errors with the same message, name, code and `what` are one kind. */
export function logFault(msg: string, error: unknown, what: Fields = {}): void {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown };
  const fault = [name, code].filter((part) => typeof part === "string").join(" ");
  logSummed({ level: "error", msg, what, who: { fault }, more: { err: error } });
}

/** Writes what has been counted but not logged yet. Call it when the process ends. */
export function flushSummedLines(): void {
  for (const sums of processWide().summedLines?.values() ?? []) {
    for (const { count, line, timer } of sums.values()) {
      if (count > 0) write(line, count);
      clearInterval(timer);
    }
    sums.clear();
  }
}

function isNamed(msg: string): boolean {
  const known = processWide().summedLines;
  return known === undefined || known.has(msg) || known.size < MAX_MESSAGES;
}

function sumsOf(msg: string): Map<string, Sum> {
  const slot = processWide();
  slot.summedLines ??= new Map();
  const sums = slot.summedLines.get(msg) ?? new Map<string, Sum>();
  slot.summedLines.set(msg, sums);
  return sums;
}

/** Logs the count of the last minute, and forgets a kind that has not occurred in it, and a message without kinds. */
function summarise(msg: string, sums: Map<string, Sum>, key: string): void {
  const sum = sums.get(key);
  if (!sum) return;
  if (sum.count === 0) {
    clearInterval(sum.timer);
    sums.delete(key);
    if (sums.size === 0) processWide().summedLines?.delete(msg);
    return;
  }
  write(sum.line, sum.count);
  sum.count = 0;
}

function hideWho(who: Fields = {}): Fields {
  return Object.fromEntries(Object.keys(who).map((name) => [name, "(others)"]));
}

const keyOf = ({ what, who }: SummedLine) => JSON.stringify([what, who]);

function write({ level = "info", msg, what, who, more, requestId }: SummedLine, count: number) {
  logger()[level]({ ...what, ...who, ...more, ...(requestId && { requestId }), count }, msg);
}
