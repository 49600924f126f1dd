import { logger } from "./logger";
import { withoutRequestId } from "./request-id";
import { processWide } from "./process-wide";

type Fields = Record<string, string | number | undefined>;

/** Something that strangers can make happen as often as they like. */
export interface SummedLine {
  level?: "info" | "warn" | "error";
  msg: string;
  /** What happened, in words of ours: there are few of them. */
  what?: Fields;
  /** Whom or what it is about: as many as strangers can think of. */
  who?: Fields;
  /** Said along with it; makes no kind of its own. */
  more?: Record<string, unknown>;
  /** The request that it is about, where the line is not written while that is worked for. */
  requestId?: string;
}

interface Sum {
  line: SummedLine;
  count: number;
  timer: NodeJS.Timeout;
}

declare module "./process-wide" {
  interface ProcessWide {
    /** What is being summed up, by message and kind. */
    summedLines?: Map<string, Map<string, Sum>>;
  }
}

const MINUTE_MS = 60_000;
/** Past so many of one message at once, all further ones are told apart by what happened alone. */
const MAX_KINDS = 500;
/** Ours are few; those of libraries may quote what somebody sent. */
const MAX_MESSAGES = 300;

/**
 * Logs the first of a kind at once, and those that follow summed up once a minute, with `count`: a storm must fill
 * neither disk nor memory, and must be seen for what it is.
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
  const timer = withoutRequestId(() => setInterval(() => summarise(sums, key), MINUTE_MS).unref());
  sums.set(key, { line: { ...entry, requestId: undefined }, count: 0, timer });
}

/** As `logSummed`, for a fault of ours: those of one kind, in one place, are one line a minute. */
export function logFault(msg: string, error: unknown, what: Fields = {}): void {
  const { name, code } = (error ?? {}) as { name?: string; code?: unknown };
  const fault = [name, code].filter((part) => typeof part === "string").join(" ");
  logSummed({ level: "error", msg, what, who: { fault }, more: { err: error } });
}

/** Writes what has been counted and not yet said; for the end of the process. */
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

/** Of many requests: the id of the first is that of none of them. */
function summarise(sums: Map<string, Sum>, key: string): void {
  const sum = sums.get(key);
  if (!sum) return;
  if (sum.count === 0) {
    clearInterval(sum.timer);
    sums.delete(key);
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
