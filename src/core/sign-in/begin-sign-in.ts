import { isIP } from "node:net";
import { type SQL, sql } from "drizzle-orm";
import { rows, rowsOf } from "@/db/client";
import { type Account, readDeviceCookie, writeDeviceCookie } from "@/lib/known-device";
import { logger } from "@/lib/logger";
import { networkOf } from "@/lib/network-of";
import { readSessionToken } from "@/lib/session-cookie";
import { endLongUnused } from "../access/end-sessions";
import { sessionIsAlive } from "../access/rules";
import { countAgainst, refundUse, type Limit } from "../limits";
import { credentials, passwordMark } from "./password-trace";

/** Where an attempt to sign in comes from. */
export interface Origin {
  address: string;
  /** The `Cookie` header. */
  cookie: string | null;
}

export interface SignInAttempt {
  /**
   * Call it when the password was right. The attempt is not counted then, and its device is known from now on. If the
   * password was changed while it was checked, the session that was begun with the old password is ended.
   * @param cookie the `Cookie` header of the new session
   * @returns a `Set-Cookie` line; null when the account has another password by now
   */
  succeed(cookie: string): Promise<string | null>;
}

/**
 * Counts an attempt to sign in, before its password is checked: attempts at the same time are all counted. Wrong
 * attempts stay counted, in three limits: one account from one network, all accounts from one network, and one account
 * from everywhere. A device that is known to an account has a limit of its own, so that other people's guesses do not
 * lock it out.
 * @param sent the e-mail address as it was sent. An address without an account is counted alike
 * @param options.isNew the person who asks has just made the account, so there is nothing to guess
 * @throws AppError RATE_LIMITED
 */
export async function beginSignIn(
  sent: string,
  origin: Origin,
  { isNew = false } = {},
): Promise<SignInAttempt> {
  const tried = await readTriedAccount(sent, origin.address);
  const counts = isNew ? [] : countsOf(tried, origin);
  await countAll(counts);
  return {
    async succeed(cookie) {
      for (const [limit, key] of counts) await refundUse(limit, key);
      const { userId, email, trace } = tried;
      if (userId === null || trace === null) return null;
      if (!(await isPasswordUnchanged({ email, trace }, cookie))) return null;
      await endLongUnused(userId).catch((error: unknown) =>
        logger().warn(
          { err: error, userId },
          "sessions beyond the limit of a person were not ended",
        ),
      );
      return writeDeviceCookie(origin.cookie, { email, trace });
    },
  };
}

/**
 * Makes a device known to an account whose password was just set on it.
 * @returns a `Set-Cookie` line
 */
export async function rememberDevice(email: string, { address, cookie }: Origin): Promise<string> {
  const { trace } = await readTriedAccount(email, address);
  return writeDeviceCookie(cookie, { email: email.toLowerCase(), trace: trace ?? "" });
}

interface TriedAccount {
  email: string;
  /** Null when there is no such account. */
  userId: string | null;
  /** Null when there is no such account. */
  trace: string | null;
  /** Whether a live session of this account was begun in the same network. */
  hasSessionHere: boolean;
}

async function readTriedAccount(sent: string, address: string): Promise<TriedAccount> {
  const email = sent.toLowerCase().slice(0, 254);
  const nobody = { email, userId: null, trace: null, hasSessionHere: false };
  if (email.includes("\0")) return nobody;
  const hasSessionHere = sql<boolean>`EXISTS (SELECT 1 FROM session s
    WHERE s.user_id = u.id AND ${isFrom(address)} AND ${sessionIsAlive()})`;
  const [found] = await rowsOf(
    { userId: sql<string>`u.id`, trace: sql<string>`${passwordMark}`, hasSessionHere },
    (list) => sql`SELECT ${list} FROM "user" u JOIN ${credentials} WHERE u.email = ${email}`,
  );
  return found ? { email, ...found } : nobody;
}

/**
 * The condition that session `s` was begun in the network of an address. For IPv6, better-auth stores only the network.
 */
function isFrom(address: string): SQL {
  if (isIP(address) === 0) return sql`s.ip_address = ${address}`;
  return sql`CASE WHEN s.ip_address ~ '^[0-9a-fA-F:.]+$'
    THEN s.ip_address::inet <<= ${networkOf(address)}::inet ELSE false END`;
}

type Count = [limit: Limit, key: string];

function countsOf(
  { email, trace, hasSessionHere }: TriedAccount,
  { address, cookie }: Origin,
): Count[] {
  const device = trace === null ? null : readDeviceCookie(cookie, { email, trace });
  if (device !== null) return [["signIn", `${email} ${device}`]];
  const network = networkOf(address);
  return [
    // Where the account is signed in already, guesses from elsewhere must not lock it out.
    ...(hasSessionHere ? [] : ([["signInAccount", email]] satisfies Count[])),
    ["signInNetwork", network],
    ["signIn", `${email} ${network}`],
  ];
}

/** Counts in all limits. If one refuses, the counts in the others are given back. */
async function countAll(counts: Count[]): Promise<void> {
  const counted: Count[] = [];
  try {
    for (const [limit, key] of counts) {
      await countAgainst(limit, key);
      counted.push([limit, key]);
    }
  } catch (error) {
    for (const [limit, key] of counted) await refundUse(limit, key);
    throw error;
  }
}

/**
 * Whether the account's password is still the one that was checked. If not, the new session is ended. The lock makes
 * this and a change of the password wait for each other, so no session of the old password survives the change.
 */
async function isPasswordUnchanged(
  { email, trace: seen }: Account,
  cookie: string,
): Promise<boolean> {
  const token = readSessionToken(cookie);
  const [answer] = await rows<{ unchanged: boolean }>(
    sql`WITH kept AS MATERIALIZED (SELECT a.id FROM "user" u JOIN ${credentials}
        WHERE u.email = ${email} AND ${passwordMark} = ${seen} FOR SHARE OF a),
      ended AS (DELETE FROM session s WHERE s.token = ${token} AND NOT EXISTS (SELECT 1 FROM kept))
      SELECT EXISTS (SELECT 1 FROM kept) AS unchanged`,
  );
  return answer?.unchanged ?? false;
}
