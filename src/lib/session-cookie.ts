import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret, env } from "./env";

const NAME = "better-auth.session_token";

export interface CookieTerms {
  /** The name has the prefix of cookies that travel over https alone. */
  secure: boolean;
  secret: string;
}

/**
 * The token of the session that a `Cookie` header names and that our own signature proves, without asking the
 * database: enough to tell people apart, not to let them in, since the session may have ended.
 * Reads what better-auth writes: `token.signature`, HMAC-SHA256 in base64, percent-encoded; the first cookie of
 * the name counts.
 */
export function readSessionToken(
  header: string | undefined,
  { secure, secret }: CookieTerms = ownTerms(),
): string | null {
  const value = header && readCookie(header, secure ? `__Secure-${NAME}` : NAME);
  if (!value) return null;
  const dot = value.lastIndexOf(".");
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const expected = createHmac("sha256", secret).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** The `Set-Cookie` line by which a browser forgets its session. */
export function spellEndedCookie({ secure }: Pick<CookieTerms, "secure"> = ownTerms()): string {
  const line = `${NAME}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`;
  return secure ? `__Secure-${line}; Secure` : line;
}

function ownTerms(): CookieTerms {
  return { secure: env().appUrl?.startsWith("https://") ?? false, secret: authSecret() };
}

/** The value of the first cookie of a name in a `Cookie` header, decoded. */
export function readCookie(header: string, name: string): string | undefined {
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at < 0 || pair.slice(0, at).trim() !== name) continue;
    return decode(
      pair
        .slice(at + 1)
        .trim()
        .replace(/^"(.*)"$/, "$1"),
    );
  }
  return undefined;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
