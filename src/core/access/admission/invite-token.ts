import { createHash, randomBytes } from "node:crypto";

/** A token for a link: 256 random bits, URL-safe. Only its hash is kept. */
export function createToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
