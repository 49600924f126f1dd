import { randomInt } from "node:crypto";
import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { logger } from "@/lib/logger";
import { isLoopback } from "@/lib/loopback";
import { isFromOwnMachine } from "@/lib/own-machine";
import { processWide } from "@/lib/process-wide";
import { isSameSecret } from "@/lib/same-secret";
import type { Transaction } from "../access/revoke";
import { forbidden } from "../errors";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** This process has seen its installation set up: an empty database is one that was lost. */
    hasSeenSetUp?: boolean;
    /** The code that this process has logged. */
    loggedSetUpCode?: string;
  }
}

export const SET_UP_CODE_HINT =
  "Give the set-up code. It is in the log of the server, in the line “set-up code”.";

/** Notes that there is something to lose. */
export function noteSetUp(): void {
  processWide().hasSeenSetUp = true;
}

/**
 * Whether the first run asks for a code: of whoever may be somebody else than the person at this machine. It is in
 * the log when this says so.
 * @param headers of the request, as the server settled them
 */
export async function asksForSetUpCode(headers: Headers): Promise<boolean> {
  if (isOwnMachine(headers)) return false;
  await logSetUpCode();
  return true;
}

function isOwnMachine(headers: Headers): boolean {
  if (processWide().hasSeenSetUp) return false;
  return isLoopback(env().host) && isFromOwnMachine(headers);
}

/** Whether strangers reach this process at all: by itself, or through a proxy that stands in front of it. */
export function isWithinReach(): boolean {
  return !isLoopback(env().host) || env().trustProxy > 0;
}

/**
 * @param given whatever was sent as the code
 * @throws AppError FORBIDDEN when a code is asked for and it is another one, or none
 */
export async function assertSetUpCode(given: unknown, headers: Headers): Promise<void> {
  if (!(await asksForSetUpCode(headers))) return;
  const text = typeof given === "string" ? given.slice(0, 100) : "";
  if (!isSameSecret(toBare(text), toBare(await readCode()))) throw forbidden(SET_UP_CODE_HINT);
}

/** Whoever types it may leave out the hyphens, or write it small. */
const toBare = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** Tells the operator the code, once: this one line is what a log may tell of it, whatever its level. */
export async function logSetUpCode(): Promise<void> {
  const code = await readCode();
  const slot = processWide();
  if (slot.loggedSetUpCode === code) return;
  slot.loggedSetUpCode = code;
  logger().child({}, { level: "info" }).info({ code }, "set-up code");
}

/** The code of this database, made now if there is none: all nodes read the same. */
async function readCode(): Promise<string> {
  await rows(sql`INSERT INTO setup_code (id, code) VALUES ('first run', ${createCode()})
    ON CONFLICT DO NOTHING`);
  const [found] = await rows<{ code: string }>(sql`SELECT code FROM setup_code`);
  return found?.code ?? readCode();
}

/** Once used it is of no use. */
export async function dropSetUpCode(tx: Transaction): Promise<void> {
  await tx.execute(sql`DELETE FROM setup_code`);
}

/** Letters and digits that nobody takes for one another: 20 of them are 99 random bits. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const GROUPS = 4;
const GROUP_LENGTH = 5;

function createCode(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
