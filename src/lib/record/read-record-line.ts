import { z } from "zod";
import { RECORD_FORMAT, type RecordHeader, type RecordLine } from "./record-line";

const header = z.object({
  format: z.string(),
  workspace: z.object({ id: z.string(), name: z.string() }),
  key: z.string(),
}) satisfies z.ZodType<Record<keyof RecordHeader, unknown>>;

const named = z.object({ id: z.string(), name: z.string() });
const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Fields that are not named here are signed too: a later version may have more. */
const recordLine = z.looseObject({
  n: z.int().min(1),
  id: z.string(),
  at: z.iso.datetime(),
  actor: named.nullable(),
  action: z.string(),
  target: named.extend({ type: z.string() }),
  address: z.string().nullable(),
  data: z.record(z.string(), z.unknown()),
  previous: hex,
  hash: hex,
  signature: z.base64(),
}) satisfies z.ZodType<RecordLine>;

export interface ReadLine {
  line: RecordLine;
  /** All its fields as they are in the file, but for the hash and the signature. */
  unsigned: object;
}

/** @returns the header, or what is wrong with it */
export function readHeader(text: string): RecordHeader | string {
  const value = parse(text);
  if (typeof value === "string") return value;
  const read = header.safeParse(value.json);
  if (!read.success) return "it does not say the format, the workspace and the key";
  const { format, ...named } = read.data;
  if (format !== RECORD_FORMAT) return `its format is not ${RECORD_FORMAT}`;
  return { format, ...named };
}

export function readRecordLine(text: string): ReadLine | { n?: number; why: string } {
  const value = parse(text);
  if (typeof value === "string") return { why: value };
  const read = recordLine.safeParse(value.json);
  if (!read.success) {
    const [field = "all of it"] = read.error.issues[0]?.path ?? [];
    return { ...numberOf(value.json), why: `it is no line of a record: see ${String(field)}` };
  }
  const { hash: _, signature: __, ...unsigned } = value.json as RecordLine;
  return { line: read.data, unsigned };
}

function numberOf(json: unknown): { n?: number } {
  const n = typeof json === "object" && json !== null && "n" in json ? json.n : undefined;
  return typeof n === "number" ? { n } : {};
}

function parse(text: string): { json: unknown } | string {
  try {
    const json: unknown = JSON.parse(text);
    if (countNames(text) !== countFields(json)) return "a name occurs twice in it";
    return { json };
  } catch {
    return "it is no JSON";
  }
}

/** With one name twice, what somebody reads could be something else than what is verified. */
function countNames(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon).length;
}

function countFields(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0;
  const within = Object.values(json).reduce<number>((sum, value) => sum + countFields(value), 0);
  return within + (Array.isArray(json) ? 0 : Object.keys(json).length);
}
