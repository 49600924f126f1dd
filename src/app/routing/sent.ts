import type { z } from "zod";
import { AppError, invalid } from "@/core/errors";
import { parse } from "@/core/validation";
import { runWithoutTurn, SHORT_BODY_BYTES } from "@/lib/current-turn";

/** The header by which a page says what it already knows. */
const KNOWN_HEADER = "x-known";

/** The largest JSON body: a message of 10,000 characters, all of them escaped, and some room to spare. */
const MAX_BODY_BYTES = 128 * 1024;

/** What a route takes besides its path, each with a schema. It does not look at anything that it does not name. */
export interface Shape<B extends z.ZodType, Q extends z.ZodType, K extends z.ZodType> {
  /** The schema of a JSON body. No body counts as `{}`. */
  body?: B;
  query?: Q;
  /** The schema of the header by which a page says what it already knows. */
  known?: K;
}

/** What was sent, checked by the schemas. */
export interface Sent<
  P extends string,
  B extends z.ZodType,
  Q extends z.ZodType,
  K extends z.ZodType,
> {
  /** For what only a single route reads. */
  request: Request;
  params: Readonly<Record<P, string>>;
  body: z.infer<B>;
  query: z.infer<Q>;
  known: z.infer<K>;
}

/**
 * The bytes of the body, if the route takes one. They are taken in before access is checked: a body may arrive slowly,
 * and the check must come after it.
 * @throws AppError TOO_LARGE
 */
export async function takeIn(
  request: Request,
  { body: schema }: Pick<Shape<z.ZodType, z.ZodType, z.ZodType>, "body">,
): Promise<Uint8Array> {
  return schema ? readBytes(request) : new Uint8Array();
}

/** @throws AppError VALIDATION */
export function readSent<B extends z.ZodType, Q extends z.ZodType, K extends z.ZodType>(
  request: Request,
  bytes: Uint8Array,
  { body, query, known }: Shape<B, Q, K>,
): Pick<Sent<never, B, Q, K>, "body" | "query" | "known"> {
  return {
    query: query && parseQuery(request, query),
    known: known && parse(known, request.headers.get(KNOWN_HEADER) ?? undefined),
    body: body && parseBody(bytes, body),
  } as Pick<Sent<never, B, Q, K>, "body" | "query" | "known">;
}

/** @throws AppError VALIDATION */
export function parseQuery<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return parse(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/** @throws AppError VALIDATION, also for bytes that are no UTF-8 or no JSON */
export function parseBody<T extends z.ZodType>(bytes: Uint8Array, schema: T): z.infer<T> {
  return parseText(decode(bytes), schema);
}

/** @throws AppError VALIDATION */
export function parseText<T extends z.ZodType>(text: string, schema: T): z.infer<T> {
  return parse(schema, text.trim() === "" ? {} : parseJson(text));
}

/** @throws AppError TOO_LARGE, VALIDATION (a body that is no text) */
export async function readText(request: Request): Promise<string> {
  return decode(await readBytes(request));
}

async function readBytes(request: Request): Promise<Uint8Array> {
  const { body } = request;
  const announced = request.headers.get("content-length");
  if (Number(announced ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  if (!body) return new Uint8Array();
  const isShort = announced !== null && Number(announced) < SHORT_BODY_BYTES;
  return isShort ? collect(body) : runWithoutTurn(() => collect(body));
}

async function collect(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
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
