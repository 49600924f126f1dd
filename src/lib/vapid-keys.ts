import { createECDH } from "node:crypto";

/** The keys with which this server identifies itself to a push service (RFC 8292). */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  /** Where the push service can reach the operator of this server: a `mailto:` or `https:` address. */
  subject: string;
}

/** Whether two keys, both in base64url, belong together. With keys that do not, every push would fail. */
export function isKeyPair(publicKey: string, privateKey: string): boolean {
  const curve = createECDH("prime256v1");
  try {
    curve.setPrivateKey(privateKey, "base64url");
  } catch {
    return false;
  }
  return curve.getPublicKey("base64url") === publicKey;
}
