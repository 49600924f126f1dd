import { createHash, type KeyObject, sign } from "node:crypto";
import { canonicalJson } from "./canonical-json";

/** The format of exports and proofs. It is described in `docs/record-format.md`, and fixed. */
export const RECORD_FORMAT = "gatehouse-record-1";

/** The first line of an export. */
export interface RecordHeader {
  format: typeof RECORD_FORMAT;
  workspace: { id: string; name: string };
  /** The Ed25519 public key of the installation: 32 bytes in base64. */
  key: string;
}

/** A line of the record without what is computed from it. */
export interface UnsignedLine {
  /** Counts the lines of a workspace from 1, without a gap. */
  n: number;
  id: string;
  /** ISO 8601 in UTC, to the millisecond. */
  at: string;
  actor: { id: string; name: string } | null;
  action: string;
  target: { type: string; id: string; name: string };
  address: string | null;
  data: Record<string, unknown>;
  /** The hash of line `n - 1`; 64 zeros for the first. */
  previous: string;
}

export interface RecordLine extends UnsignedLine {
  /** SHA-256 of the canonical JSON of the unsigned line, in hex. */
  hash: string;
  /** Ed25519 over the 32 bytes of the hash, in base64. */
  signature: string;
}

/** What the first line of a workspace has as the hash of the line before it. */
export const BEFORE_FIRST = "0".repeat(64);

/** The action of a line that says what the cut of an earlier line came to. */
export const RECEIPT_RECORDED = "receipt.recorded";

export function hashLine(line: object): Buffer {
  return createHash("sha256").update(canonicalJson(line), "utf8").digest();
}

export function signLine(
  line: UnsignedLine,
  key: KeyObject,
): Pick<RecordLine, "hash" | "signature"> {
  const hash = hashLine(line);
  return { hash: hash.toString("hex"), signature: sign(null, hash, key).toString("base64") };
}
