import { createHmac, timingSafeEqual } from "node:crypto";
import { authSecret, env } from "./env";

const NAME = "better-auth.session_token";

export interface CookieTerms {
  /** Whether the cookie's name has the prefix `__Secure-`, for cookies that browsers send over https only. */
  secure: boolean;
  secret: string;
}

/**
 * Reads the session token from a `Cookie` header and checks its signature, without the database. That is enough to tell
 * people apart, but not to give access: the session may have ended.
 * The format is better-auth's: `token.signature`, HMAC-SHA256 in base64, percent-encoded. If there are several cookies
 * of this name, the first counts.
 * @returns null when there is no such cookie, or its signature is wrong
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

/** The `Cookie` header of a browser that has this session. */
export function writeSessionCookie(
  token: string,
  { secure, secret }: CookieTerms = ownTerms(),
): string {
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return `${secure ? "__Secure-" : ""}${NAME}=${encodeURIComponent(`${token}.${signature}`)}`;
}

/** The `Set-Cookie` line that deletes the browser's session cookie. */
export function writeEndedSessionCookie(
  { secure }: Pick<CookieTerms, "secure"> = ownTerms(),
): string {
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
