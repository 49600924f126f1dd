import { clearSite } from "@/core/access/clear-site";
import { explainCancelled } from "@/core/access/cancelled-statement";
import { assertStillServed, currentRefusal } from "@/core/access/cut-requests";
import { answerIsRefusal } from "@/core/access/requests";
import { sayCommitted } from "@/core/access/say-committed";
import { AppError, toAppError } from "@/core/errors";
import { noteFailure } from "@/core/outcomes";
import { logFault } from "@/lib/summed-lines";
import { isNavigation, toFailurePage } from "./failure-page";

/** A route's function as Next calls it. */
export type Handler<P extends string> = (
  request: Request,
  context: { params: Promise<Record<P, string>> },
) => Promise<Response>;

interface Call<P extends string> {
  request: Request;
  params: Record<P, string>;
}

/**
 * Makes an answer of what `handle` returns, or of what it throws: a failure with its code. The last check before data
 * is sent is that nobody has been cut meanwhile.
 */
export function answer<P extends string>(
  { status = 200, saysCommitted = false }: { status?: number; saysCommitted?: boolean },
  handle: (call: Call<P>) => Promise<unknown>,
): Handler<P> {
  return async (request, context) => {
    try {
      const params = await context.params;
      if (!isPlausible(params)) throw new AppError("NOT_FOUND", "Not found");
      const answered = await handle({ request, params });
      const response = answered instanceof Response ? answered : json(answered, status);
      assertStillServed(saysCommitted);
      return response;
    } catch (error) {
      return toFailure(await explainCancelled(error, currentRefusal), request);
    }
  };
}

/** None of our ids, slugs or tokens is long or has a NUL, which Postgres would refuse. */
function isPlausible(params: unknown): boolean {
  const values = Object.values(params ?? {}).flat() as unknown[];
  return values.every(
    (value) => typeof value === "string" && value.length <= 200 && !value.includes("\0"),
  );
}

/** A JSON answer that no cache may store. */
export function json(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  all.set("Cache-Control", "no-store");
  return Response.json(body, { status, headers: all });
}

function toFailure(error: unknown, request: Request): Response {
  answerIsRefusal();
  const thrown = toAppError(error);
  if (thrown.code === "INTERNAL") {
    logFault("request failed", error, { method: request.method, path: patternOf(request) });
  }
  const failure = sayCommitted(thrown);
  noteFailure(failure.code);
  if (isLockedOut(failure)) clearSite({ storage: false });
  const { retryAfterSeconds } = failure;
  const headers = new Headers();
  if (retryAfterSeconds) headers.set("Retry-After", String(retryAfterSeconds));
  if (isNavigation(request)) return toFailurePage(failure, request, headers);
  return json(failure.toBody(), failure.status, headers);
}

/** The route's pattern, as the server found it. A path may contain a token. */
function patternOf(request: Request): string {
  return request.headers.get("x-route-pattern") ?? "(unknown)";
}

const isLockedOut = ({ code }: AppError) => code === "GUEST_LOCKED" || code === "GUEST_EXPIRED";
