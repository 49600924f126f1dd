import { createReadStream } from "node:fs";
import path from "node:path";
import { startedIn } from "@/lib/env";
import { type Gap, type VerifiedRecord, verifyRecord } from "@/lib/record/verify-record";
import type { Report } from "./commands";
import { CommandError } from "./socket-files";
import { printable, toTime } from "./words";

/** What `verify` was asked for. It needs no server, no database and no settings. */
export interface VerifyWish {
  file: string;
  /** The public key as it is known from elsewhere. */
  key?: string | undefined;
  /** It does not count as done when the chain is not whole. */
  whole: boolean;
}

/** How many gaps are named. */
const NAMED_GAPS = 5;

/**
 * Verifies the export of a record, or the proof of a guest.
 * @throws CommandError when the file cannot be read
 */
export async function verifyFile({ file, key, whole }: VerifyWish): Promise<Report> {
  const result = await verifyRecord(readLines(path.resolve(startedIn(), file)), key);
  if (!result.verified) {
    const { at, n, why } = result;
    const number = n === undefined ? "" : ` (number ${n} of the record)`;
    const text = `The first line that does not hold is line ${at} of the file${number}: ${why}.`;
    return { data: result, text, undone: "The file is not what Gatehouse has signed." };
  }
  const text = describeVerified(result, key !== undefined);
  if (whole && !result.whole) return { data: result, text, undone: "The chain is not whole." };
  return { data: result, text };
}

/** Only a line feed ends a line: other signs that do may stand in a name. */
async function* readLines(file: string): AsyncGenerator<string> {
  let rest = "";
  try {
    for await (const chunk of createReadStream(file, "utf8")) {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new CommandError(
      code === "ENOENT" ? `There is no file ${file}.` : `The file cannot be read: ${message}`,
    );
  }
  if (rest !== "") yield rest;
}

function describeVerified(record: VerifiedRecord, isKeyKnown: boolean): string {
  const { workspace, lines, first, last, key } = record;
  const span =
    first && last
      ? `, ${first.n} to ${last.n}, ${toTime(first.at, "")} to ${toTime(last.at, "")}`
      : "";
  return [
    `verified: ${lines} ${lines === 1 ? "line" : "lines"} of the record of ${printable(workspace.name)}${span}`,
    describeChain(record),
    isKeyKnown
      ? "The key is the one that you gave."
      : `The key is ${key}. Compare it with /.well-known/gatehouse.json of the server, or with one that you noted before: a file with another key proves nothing.`,
  ].join("\n");
}

function describeChain({ whole, missing, last }: VerifiedRecord): string {
  if (!last) return "There is no line in it.";
  if (whole) {
    return `The chain is whole: no line is missing from 1 to ${last.n}. Whether there are later ones, only a later export shows.`;
  }
  const more = missing.length > NAMED_GAPS ? ", …" : "";
  const named = missing.slice(0, NAMED_GAPS).map(nameGap).join(", ");
  return `The chain is not whole: without ${named}${more}. That is so in the proof of one guest, in the export of some days, and after old events were cleared away; in any other file, lines were taken out.`;
}

const nameGap = ({ from, to }: Gap) => (from === to ? `line ${from}` : `lines ${from} to ${to}`);
