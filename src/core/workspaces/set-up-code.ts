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
    /**
     * This process has seen its installation set up. If the database is empty later, it was lost: the first run is not
     * free then.
     */
    hasSeenSetUp?: boolean;
    /** The code that this process has logged. */
    loggedSetUpCode?: string;
  }
}

export const SET_UP_CODE_HINT =
  "Give the set-up code. It is in the log of the server, in the line “set-up code”.";

/** Records that this installation is set up, so that a lost database is noticed. */
export function noteSetUp(): void {
  processWide().hasSeenSetUp = true;
}

/**
 * Whether the first run asks for a code. It does unless the request certainly comes from this machine. If it does, the
 * code is in the log.
 * @param headers of the request, after the server has replaced what proxies sent
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

/** Whether strangers can reach this process, directly or through a proxy. */
export function isWithinReach(): boolean {
  return !isLoopback(env().host) || env().trustProxy > 0;
}

/**
 * Checks the code of the first run, if one is asked for.
 * @param given what was sent as the code, of any type
 * @throws AppError FORBIDDEN when the code is wrong or missing
 */
export async function assertSetUpCode(given: unknown, headers: Headers): Promise<void> {
  if (!(await asksForSetUpCode(headers))) return;
  const text = typeof given === "string" ? given.slice(0, 100) : "";
  if (!isSameSecret(toBare(text), toBare(await readCode()))) throw forbidden(SET_UP_CODE_HINT);
}

/** The code without hyphens and in capitals: people may type it either way. */
const toBare = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, "");

/**
 * Logs the code for the operator, once. This line is the only place where a log may contain it. It is logged at any log
 * level.
 */
export async function logSetUpCode(): Promise<void> {
  const code = await readCode();
  const slot = processWide();
  if (slot.loggedSetUpCode === code) return;
  slot.loggedSetUpCode = code;
  logger().child({}, { level: "info" }).info({ code }, "set-up code");
}

/** Reads the code of this database, and makes it if there is none. All nodes read the same code. */
async function readCode(): Promise<string> {
  await rows(sql`INSERT INTO setup_code (id, code) VALUES ('first run', ${createCode()})
    ON CONFLICT DO NOTHING`);
  const [found] = await rows<{ code: string }>(sql`SELECT code FROM setup_code`);
  return found?.code ?? readCode();
}

/** Deletes the code after its use. */
export async function dropSetUpCode(tx: Transaction): Promise<void> {
  await tx.execute(sql`DELETE FROM setup_code`);
}

/** Letters and digits that cannot be confused with one another. 20 of them are 99 random bits. */
const LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const GROUPS = 4;
const GROUP_LENGTH = 5;

function createCode(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length));
  const group = () => Array.from({ length: GROUP_LENGTH }, letter).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
