import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { BEFORE_FIRST, hashLine, type RecordHeader, type RecordLine } from "./record-line";
import { type ReadLine, readHeader, readRecordLine } from "./read-record-line";

/** Lines that are not in the file, although a line after them is. */
export interface Gap {
  from: number;
  to: number;
}

/** What a record comes to of which every line was verified. */
export interface VerifiedRecord {
  verified: true;
  workspace: RecordHeader["workspace"];
  key: string;
  lines: number;
  /** The first and the last line, if there are any. */
  first?: Pick<RecordLine, "n" | "at">;
  last?: Pick<RecordLine, "n" | "at">;
  /** From line 1 to the last one in the file, none is missing. */
  whole: boolean;
  /** The numbers of the lines that are missing, except those after the last one: nobody can see that from the file. */
  missing: Gap[];
}

export interface NotVerified {
  verified: false;
  /** The line of the file, from 1. */
  at: number;
  /** Its number in the record, if it can be read. */
  n?: number;
  why: string;
}

/**
 * Verifies an export of a record or the proof of a guest, as `docs/record-format.md` says. It needs nothing but the
 * file.
 * @param lines the lines of the file
 * @param knownKey the public key as it is known from elsewhere, in base64
 */
export async function verifyRecord(
  lines: AsyncIterable<string>,
  knownKey?: string,
): Promise<VerifiedRecord | NotVerified> {
  let at = 0;
  let chain: Chain | undefined;
  for await (const text of lines) {
    at += 1;
    const why = chain ? chain.add(text) : undefined;
    if (why) return { verified: false, at, ...why };
    if (chain) continue;
    const begun = begin(text, knownKey);
    if (typeof begun === "string") return { verified: false, at, why: begun };
    chain = begun;
  }
  if (!chain) return { verified: false, at: 1, why: "the file is empty" };
  return chain.result();
}

function begin(text: string, knownKey?: string): Chain | string {
  const header = readHeader(text);
  if (typeof header === "string") return header;
  if (knownKey !== undefined && header.key !== knownKey) {
    return `the key in the file is not the one given: it is ${header.key}`;
  }
  const key = openKey(header.key);
  return key ? new Chain(header, key) : "its key is not 32 bytes in base64";
}

function openKey(base64: string): KeyObject | null {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length !== 32 || bytes.toString("base64") !== base64) return null;
  const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.toString("base64url") };
  return createPublicKey({ key: jwk, format: "jwk" });
}

/** The lines verified so far. */
class Chain {
  private lines = 0;
  private first: RecordLine | undefined;
  private last: RecordLine | undefined;
  private readonly missing: Gap[] = [];

  constructor(
    private readonly header: RecordHeader,
    private readonly key: KeyObject,
  ) {}

  /** @returns why the line is not verified, undefined when it is */
  add(text: string): { n?: number; why: string } | undefined {
    const read = readRecordLine(text);
    if ("why" in read) return read;
    const { line } = read;
    const why = this.findPlaceFault(line) ?? this.findSignatureFault(read);
    if (why) return { n: line.n, why };
    const expected = (this.last?.n ?? 0) + 1;
    if (line.n > expected) this.missing.push({ from: expected, to: line.n - 1 });
    this.lines += 1;
    this.first ??= line;
    this.last = line;
    return undefined;
  }

  private findPlaceFault({ n, previous }: RecordLine): string | undefined {
    const { last } = this;
    if (last && n <= last.n) return `it comes after line ${last.n}: it was put in or moved`;
    if (n === 1 && previous !== BEFORE_FIRST)
      return "it is the first line, but names one before it";
    if (last && n === last.n + 1 && previous !== last.hash)
      return `it does not follow line ${last.n}`;
    return undefined;
  }

  private findSignatureFault({ line, unsigned }: ReadLine): string | undefined {
    const hash = hashLine(unsigned);
    if (hash.toString("hex") !== line.hash) return "it was changed: its hash is another one";
    const signature = Buffer.from(line.signature, "base64");
    // Decoding passes over the last bits, and so over a change of them.
    if (signature.toString("base64") !== line.signature) {
      return "it was changed: its signature is not written as Gatehouse writes it";
    }
    if (!verify(null, hash, this.key, signature))
      return "its signature is not by this key: it is forged, or from before the secret was changed";
    return undefined;
  }

  result(): VerifiedRecord {
    const { header, lines, first, last, missing } = this;
    const place = ({ n, at }: RecordLine) => ({ n, at });
    return {
      ...{ verified: true, workspace: header.workspace, key: header.key, lines },
      ...(first && { first: place(first) }),
      ...(last && { last: place(last) }),
      ...{ whole: missing.length === 0, missing },
    };
  }
}
