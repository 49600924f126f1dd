import type { ErrorBody, ErrorCode, Issue } from "@/lib/api-types";
import { noteServerTime } from "./server-clock";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A request that was refused, or that got no response. `message` is a sentence for people. */
export class RequestFailed extends Error {
  override name = "RequestFailed";

  constructor(
    message: string,
    readonly code: ErrorCode | "OFFLINE" | "UNKNOWN",
    readonly status = 0,
    readonly issues: Issue[] = [],
    /** How long to wait before trying again, in seconds. */
    readonly retryAfter: number | null = null,
    readonly reason: string | null = null,
  ) {
    super(message);
  }

  /** What is wrong with this field; null if the field was not refused. */
  issueFor(path: string): string | null {
    return this.issues.find((issue) => issue.path === path)?.message ?? null;
  }
}

const OFFLINE = "The server could not be reached. Check your connection and try again.";
const SILENT =
  "The server has not answered for half a minute. It may have been done all the same: check before you try again.";
const BROKEN = "The server could not do that just now. Try again in a moment.";

/**
 * How long to wait for a response, in milliseconds. A server process that hangs neither responds nor closes the
 * connection.
 */
const LONGEST_MS = 30_000;

/**
 * Sends a request to our own HTTP interface. JSON is sent and received; a `Blob` is sent as it is.
 * @param known a mark of the data that the caller already has; the response then contains only what differs
 * @throws RequestFailed
 */
export async function request<T>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
  known?: string,
): Promise<T> {
  const answer = await send(method, path, body, signal, known);
  noteServerTime(answer);
  const data = await readJson(answer);
  if (!answer.ok) throw describeRefusal(answer, data);
  return data as T;
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal?: AbortSignal,
  known?: string,
) {
  const patience = new AbortController();
  const giveUp = () => patience.abort();
  signal?.addEventListener("abort", giveUp, { once: true });
  const timer = body instanceof Blob ? undefined : setTimeout(giveUp, LONGEST_MS);
  try {
    signal?.throwIfAborted();
    return await fetch(path, {
      method,
      signal: patience.signal,
      credentials: "same-origin",
      cache: "no-store",
      ...(known !== undefined && { headers: { "x-known": known } }),
      ...(body instanceof Blob ? { body } : body !== undefined && asJson(body)),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new RequestFailed(patience.signal.aborted ? SILENT : OFFLINE, "OFFLINE");
  } finally {
    clearTimeout(timer);
  }
}

const asJson = (body: unknown) => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

async function readJson(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    if (!answer.ok) return {};
    throw new RequestFailed(BROKEN, "UNKNOWN", answer.status);
  }
}

/** Bodies of our own routes have `error`, those of better-auth have `message`. */
function describeRefusal(answer: Response, data: unknown): RequestFailed {
  const body = (data ?? {}) as Partial<ErrorBody> & { message?: string };
  const wait = Number(answer.headers.get("retry-after"));
  const retryAfter = wait > 0 ? wait : null;
  return new RequestFailed(
    answer.status === 429
      ? describeWait(retryAfter)
      : (body.hint ?? body.error ?? body.message ?? BROKEN),
    body.code ?? "UNKNOWN",
    answer.status,
    body.issues ?? [],
    retryAfter,
    body.reason ?? null,
  );
}

function describeWait(seconds: number | null): string {
  if (seconds === null) return "That was a little fast. Wait a moment and try again.";
  return `That was a little fast. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`;
}

/** The sentence to show for anything that was thrown. */
export function describeFailure(failure: unknown): string {
  return failure instanceof RequestFailed ? failure.message : BROKEN;
}
