import { createHmac, randomBytes } from "node:crypto";
import { authSecret, env } from "./env";
import { isSameSecret } from "./same-secret";
import { readCookie } from "./session-cookie";

/** Browsers keep no cookie for longer. */
const MAX_AGE_S = 400 * 24 * 60 * 60;

/** An account as it is at the moment. After a change of the password, its devices are unknown again. */
export interface Account {
  email: string;
  /** A value that changes with the password and does not reveal it. */
  trace: string;
}

/**
 * The id of the device, from our cookie, if somebody has signed in to this account from it before; else null. The
 * cookie signs nobody in. It only exempts the device from the limit that wrong passwords from elsewhere have used up.
 */
export function readDeviceCookie(header: string | null, account: Account): string | null {
  const value = header === null ? undefined : readCookie(header, nameOf(account));
  const [id = "", signature = ""] = value?.split(".") ?? [];
  return id !== "" && isSameSecret(signature, sign(id, account)) ? id : null;
}

/** The `Set-Cookie` line that makes the device known to this account. */
export function writeDeviceCookie(header: string | null, account: Account): string {
  const id = readDeviceCookie(header, account) ?? randomBytes(12).toString("base64url");
  const secure = env().appUrl?.startsWith("https://") ? "; Secure" : "";
  return `${nameOf(account)}=${id}.${sign(id, account)}; Max-Age=${MAX_AGE_S}; Path=/api; HttpOnly; SameSite=Lax${secure}`;
}

/** Each account has its own cookie, because people share a computer. */
const nameOf = ({ email }: Account) => `gatehouse.device-${hmac(`name ${email}`).slice(0, 8)}`;

const sign = (id: string, { email, trace }: Account) => hmac(`known ${email} ${trace} ${id}`);

function hmac(text: string): string {
  return createHmac("sha256", authSecret()).update(`device ${text}`).digest("hex");
}
