import type { z } from "zod";
import { clearSite } from "@/core/access/clear-site";
import { explainEnded } from "@/core/access/ended-statement";
import { type Action, assertCan } from "@/core/access/policy";
import type { Principal, SignedIn } from "@/core/access/principal";
import { readSession } from "@/core/access/read-session";
import { answerIsRefusal, assertStillServed, currentRefusal } from "@/core/access/requests";
import { sayCommitted } from "@/core/access/say-committed";
import { AppError, invalid, toAppError, unauthenticated } from "@/core/errors";
import { type Limit, countAgainst, giveBack } from "@/core/limits";
import { noteFailure } from "@/core/outcomes";
import { parse } from "@/core/validation";
import { outOfTurn, SHORT_BODY_BYTES } from "@/lib/current-turn";
import { networkOf } from "@/lib/network-of";
import { logFault } from "@/lib/summed-lines";

const KNOWN_HEADER = "x-known";

/** The largest JSON body: a message of 10,000 characters, every one escaped, and room to spare. */
const MAX_BODY_BYTES = 128 * 1024;

export interface Call<P> {
  request: Request;
  params: P;
}

/**
 * A route of the public interface: what it returns is the answer, what it throws becomes a failure with its
 * code. The last thing before data leaves is to see that nobody has been cut meanwhile.
 * @param options.saysCommitted the answer tells the sender that what they sent stands
 */
export function route<P>(
  handle: (call: Call<P>) => Promise<Response>,
  { saysCommitted = false } = {},
) {
  return async (request: Request, context: { params: Promise<P> }): Promise<Response> => {
    try {
      const params = await context.params;
      if (!isPlausible(params)) throw new AppError("NOT_FOUND", "Not found");
      const response = await handle({ request, params });
      assertStillServed(saysCommitted);
      return response;
    } catch (error) {
      return toFailure(await explainEnded(error, currentRefusal), request);
    }
  };
}

/** No id, slug or token of ours is long or has a NUL, which Postgres would refuse. */
function isPlausible(params: unknown): boolean {
  const values = Object.values(params ?? {}).flat() as unknown[];
  return values.every(
    (value) => typeof value === "string" && value.length <= 200 && !value.includes("\0"),
  );
}

/** A JSON answer that nothing on the way may keep. */
export function json(body: unknown, status = 200, headers: HeadersInit = {}): Response {
  const all = new Headers(headers);
  all.set("Cache-Control", "no-store");
  return Response.json(body, { status, headers: all });
}

const isLockedOut = ({ code }: AppError) => code === "GUEST_LOCKED" || code === "GUEST_EXPIRED";

export function toFailure(error: unknown, request: Request): Response {
  answerIsRefusal();
  const thrown = toAppError(error);
  if (thrown.code === "INTERNAL") {
    logFault("request failed", error, { method: request.method, path: patternOf(request) });
  }
  const failure = sayCommitted(thrown);
  noteFailure(failure.code);
  if (isLockedOut(failure)) clearSite({ storage: false });
  const { retryAfterMs } = failure.detail;
  const headers = new Headers();
  if (retryAfterMs) headers.set("Retry-After", String(Math.ceil(retryAfterMs / 1000)));
  return json(failure.toBody(), failure.status, headers);
}

/** The pattern of the route, as the server found it: a path may hold a token. */
function patternOf(request: Request): string {
  return request.headers.get("x-route-pattern") ?? "(unknown)";
}

/**
 * Who makes this request.
 * @throws AppError UNAUTHENTICATED
 */
export async function requireSignedIn(request: Request): Promise<SignedIn> {
  const signedIn = await readSession(request.headers.get("cookie"));
  if (!signedIn) throw unauthenticated();
  return signedIn;
}

/** Where a request comes from, as the server resolved it. */
export function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for") ?? "unknown";
}

/** Counts a request against a limit by the address it comes from. */
export async function countByAddress(limit: Limit, request: Request): Promise<void> {
  await countAgainst(limit, networkOf(addressOf(request)));
}

/**
 * As `countByAddress`, of what strangers try: what succeeds is given back, so that many who are right at one place keep
 * nobody out.
 */
export async function countTries<T>(
  limit: Limit,
  request: Request,
  tried: () => Promise<T>,
): Promise<T> {
  const network = networkOf(addressOf(request));
  await countAgainst(limit, network);
  const result = await tried();
  await giveBack(limit, network);
  return result;
}

/**
 * The JSON body of a request, parsed by a schema. No body counts as `{}`.
 * @throws AppError TOO_LARGE, VALIDATION
 */
export async function readJson<T extends z.ZodType>(
  request: Request,
  schema: T,
): Promise<z.infer<T>> {
  return parseBody(await readBody(request), schema);
}

/** @throws AppError VALIDATION, also for bytes that are no UTF-8 or no JSON */
export function parseBody<T extends z.ZodType>(body: Uint8Array, schema: T): z.infer<T> {
  return parseText(decode(body), schema);
}

/** @throws AppError VALIDATION */
export function parseText<T extends z.ZodType>(text: string, schema: T): z.infer<T> {
  return parse(schema, text.trim() === "" ? {} : parseJson(text));
}

/**
 * As `readJson`, of a body that has been read: whoever may not do it at all is told that, not what is wrong in it.
 * @throws AppError FORBIDDEN, VALIDATION
 */
export function parseFor<T extends z.ZodType>(
  principal: Principal,
  action: Action,
  body: Uint8Array,
  schema: T,
): z.infer<T> {
  try {
    return parseBody(body, schema);
  } catch (error) {
    assertCan(principal, action);
    throw error;
  }
}

/**
 * The query of a request, parsed by a schema.
 * @throws AppError VALIDATION
 */
export function readQuery<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return parse(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/**
 * What a page that asks anew knows already, by its own account.
 * @throws AppError VALIDATION
 */
export function readKnown<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return parse(schema, request.headers.get(KNOWN_HEADER) ?? undefined);
}

/**
 * The bytes of a body, not yet looked into.
 * @throws AppError TOO_LARGE
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const { body } = request;
  const announced = Number(request.headers.get("content-length") ?? Infinity);
  return announced < SHORT_BODY_BYTES ? takeIn(body) : outOfTurn(() => takeIn(body));
}

async function takeIn(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () => new AppError("TOO_LARGE", "The request is too large");

/** @throws AppError TOO_LARGE, VALIDATION (a body that is no text) */
export async function readText(request: Request): Promise<string> {
  return decode(await readBody(request));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid("", "The body is not UTF-8");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid("", "The body is not JSON");
  }
}
