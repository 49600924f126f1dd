import { createHash, createPublicKey, verify } from "node:crypto";
import type { Person } from "./person";

/** A line of an export as its reader gets it. */
export interface Line {
  n: number;
  id: string;
  at: string;
  actor: { id: string; name: string } | null;
  action: string;
  target: { type: string; id: string; name: string };
  address: string | null;
  data: Record<string, any>;
  previous: string;
  hash: string;
  signature: string;
}

export interface Export {
  text: string;
  header: { format: string; workspace: { id: string; name: string }; key: string };
  lines: Line[];
}

export async function readExport(by: Person, path: string): Promise<Export> {
  const { status, body } = await by.get(path);
  // A header alone is JSON too.
  const text: string = typeof body === "string" ? body : `${JSON.stringify(body)}\n`;
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return parseExport(text);
}

export function parseExport(text: string): Export {
  const [header, ...lines] = text.trimEnd().split("\n");
  return { text, header: JSON.parse(header ?? ""), lines: lines.map((line) => JSON.parse(line)) };
}

/**
 * Verifies an export with nothing but what `docs/record-format.md` says. It shares no code with Gatehouse.
 * @returns what is wrong, nothing if all of it holds
 */
export function findFaults({ header, lines }: Export): string[] {
  const key = createPublicKey({
    key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(header.key, "base64").toString("base64url") },
    format: "jwk",
  });
  const faults: string[] = [];
  let before: Line | undefined;
  for (const { hash, signature, ...unsigned } of lines) {
    const bytes = hashOf(unsigned);
    if (bytes.toString("hex") !== hash) faults.push(`${unsigned.n}: hash`);
    if (!verify(null, bytes, key, Buffer.from(signature, "base64"))) {
      faults.push(`${unsigned.n}: signature`);
    }
    const expected = before ? before.hash : "0".repeat(64);
    if (unsigned.n === (before?.n ?? 0) + 1 && unsigned.previous !== expected) {
      faults.push(`${unsigned.n}: previous`);
    }
    before = { ...unsigned, hash, signature };
  }
  return faults;
}

/** @param unsigned a line without its hash and signature */
export function hashOf(unsigned: object): Buffer {
  return createHash("sha256").update(canonical(unsigned)).digest();
}

/** RFC 8785, as far as the values in a record need it. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item)).join(",")}]`;
  const object = value as Record<string, unknown>;
  const names = Object.keys(object).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(object[name])}`).join(",")}}`;
}
