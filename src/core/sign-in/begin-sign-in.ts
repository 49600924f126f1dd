import { isIP } from "node:net";
import { type SQL, sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { type Account, readDevice, spellDevice } from "@/lib/known-device";
import { logger } from "@/lib/logger";
import { networkOf } from "@/lib/network-of";
import { readSessionToken } from "@/lib/session-cookie";
import { endLongUnused } from "../access/end-sessions";
import { sessionIsAlive } from "../access/rules";
import { countAgainst, giveBack, type Limit } from "../limits";
import { credentials, trace } from "./password-trace";

/** Where an attempt to sign in comes from. */
export interface Origin {
  address: string;
  /** The `Cookie` header. */
  cookie: string | null;
}

export interface SignInAttempt {
  /**
   * The password was right: the attempt counts for nothing, and its device is known from now on. Where the password
   * was changed while it was looked at, the session that was begun with the old one is ended.
   * @param cookie the `Cookie` header that the session goes by
   * @returns a `Set-Cookie` line; null when the password is another one by now
   */
  succeed(cookie: string): Promise<string | null>;
}

/**
 * Counts an attempt to sign in, before its password is looked at: many at once are as many. Wrong ones stay counted: of
 * an account from a network, of a network for all accounts, of an account from everywhere. A device that is known to
 * an account has a count of its own, and is kept out by nobody else's guesses.
 * @param email as it was sent; who has no such account is counted alike
 * @param options.isNew the account was made a moment ago by whoever asks: there is nothing to guess
 * @throws AppError RATE_LIMITED
 */
export async function beginSignIn(
  sent: string,
  origin: Origin,
  { isNew = false } = {},
): Promise<SignInAttempt> {
  const tried = await readTried(sent, origin.address);
  const counts = isNew ? [] : countsOf(tried, origin);
  await countAll(counts);
  return {
    async succeed(cookie) {
      for (const [limit, key] of counts) await giveBack(limit, key);
      const { userId, email, trace } = tried;
      if (userId === null || trace === null) return null;
      if (!(await isStillSo({ email, trace }, cookie))) return null;
      await endLongUnused(userId).catch((error: unknown) =>
        logger().warn({ err: error, userId }, "sessions beyond what a person may have not ended"),
      );
      return spellDevice(origin.cookie, { email, trace });
    },
  };
}

/** The `Set-Cookie` line by which a device is known to an account whose password was set on it just now. */
export async function knowDevice(email: string, { address, cookie }: Origin): Promise<string> {
  const { trace } = await readTried(email, address);
  return spellDevice(cookie, { email: email.toLowerCase(), trace: trace ?? "" });
}

interface Tried {
  email: string;
  /** Null when there is no such account. */
  userId: string | null;
  /** Null when there is no such account. */
  trace: string | null;
  /** They are signed in at this address already. */
  isHere: boolean;
}

async function readTried(sent: string, address: string): Promise<Tried> {
  const email = sent.toLowerCase().slice(0, 254);
  const nobody = { email, userId: null, trace: null, isHere: false };
  if (email.includes("\0")) return nobody;
  const [found] = await rows<Omit<Tried, "email">>(
    sql`SELECT u.id AS "userId", ${trace} AS trace, EXISTS (SELECT 1 FROM session s
        WHERE s.user_id = u.id AND ${isFrom(address)} AND ${sessionIsAlive()}) AS "isHere"
      FROM "user" u JOIN ${credentials} WHERE u.email = ${email}`,
  );
  return found ? { email, ...found } : nobody;
}

/** The condition that session `s` was begun in the network of an address; of IPv6 better-auth keeps that network alone. */
function isFrom(address: string): SQL {
  if (isIP(address) === 0) return sql`s.ip_address = ${address}`;
  return sql`CASE WHEN s.ip_address ~ '^[0-9a-fA-F:.]+$'
    THEN s.ip_address::inet <<= ${networkOf(address)}::inet ELSE false END`;
}

type Count = [limit: Limit, key: string];

function countsOf({ email, trace, isHere }: Tried, { address, cookie }: Origin): Count[] {
  const device = trace === null ? null : readDevice(cookie, { email, trace });
  if (device !== null) return [["signIn", `${email} ${device}`]];
  const network = networkOf(address);
  return [
    // Who is at home at this address has not to do with what comes from elsewhere.
    ...(isHere ? [] : ([["signInAccount", email]] satisfies Count[])),
    ["signInNetwork", network],
    ["signIn", `${email} ${network}`],
  ];
}

/** What one limit refuses uses up nothing of the others. */
async function countAll(counts: Count[]): Promise<void> {
  const counted: Count[] = [];
  try {
    for (const [limit, key] of counts) {
      await countAgainst(limit, key);
      counted.push([limit, key]);
    }
  } catch (error) {
    for (const [limit, key] of counted) await giveBack(limit, key);
    throw error;
  }
}

/** Whoever sets another password waits for this, or this for them: no session of the old one outlives it. */
async function isStillSo({ email, trace: seen }: Account, cookie: string): Promise<boolean> {
  const token = readSessionToken(cookie);
  const [answer] = await rows<{ so: boolean }>(
    sql`WITH kept AS MATERIALIZED (SELECT a.id FROM "user" u JOIN ${credentials}
        WHERE u.email = ${email} AND ${trace} = ${seen} FOR SHARE OF a),
      ended AS (DELETE FROM session s WHERE s.token = ${token} AND NOT EXISTS (SELECT 1 FROM kept))
      SELECT EXISTS (SELECT 1 FROM kept) AS so`,
  );
  return answer?.so ?? false;
}
