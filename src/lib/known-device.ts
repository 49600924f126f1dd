import { createHmac, randomBytes } from "node:crypto";
import { authSecret, env } from "./env";
import { isSameSecret } from "./same-secret";
import { readCookie } from "./session-cookie";

/** As long as browsers keep a cookie. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

/** An account as it is at the moment: with another password its devices are strangers. */
export interface Account {
  email: string;
  /** Something that changes with the password, and tells nothing of it. */
  trace: string;
}

/**
 * The device from which somebody has signed in to this account before, by a cookie of ours; null when it is none. It
 * lets nobody in: guesses of others do not keep it out.
 */
export function readDevice(header: string | null, account: Account): string | null {
  const value = header === null ? undefined : readCookie(header, nameOf(account));
  const [id = "", signature = ""] = value?.split(".") ?? [];
  return id !== "" && isSameSecret(signature, sign(id, account)) ? id : null;
}

/** The `Set-Cookie` line by which a device is known from now on. */
export function spellDevice(header: string | null, account: Account): string {
  const id = readDevice(header, account) ?? randomBytes(12).toString("base64url");
  const secure = env().appUrl?.startsWith("https://") ? "; Secure" : "";
  return `${nameOf(account)}=${id}.${sign(id, account)}; Max-Age=${MAX_AGE_S}; Path=/api; HttpOnly; SameSite=Lax${secure}`;
}

/** One for each account: people share a computer. */
const nameOf = ({ email }: Account) => `gatehouse.device-${hmac(`name ${email}`).slice(0, 8)}`;

const sign = (id: string, { email, trace }: Account) => hmac(`known ${email} ${trace} ${id}`);

function hmac(text: string): string {
  return createHmac("sha256", authSecret()).update(`device ${text}`).digest("hex");
}
