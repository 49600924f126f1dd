import { createECDH } from "node:crypto";

/** What proves to a push service that it is this server that sends. */
export interface VapidKeys {
  publicKey: string;
  privateKey: string;
  /** How the push service's operator reaches ours: a `mailto:` or `https:` address. */
  subject: string;
}

/** Whether these two belong together, both in base64url. Keys that do not would fail with every push. */
export function isKeyPair(publicKey: string, privateKey: string): boolean {
  const curve = createECDH("prime256v1");
  try {
    curve.setPrivateKey(privateKey, "base64url");
  } catch {
    return false;
  }
  return curve.getPublicKey("base64url") === publicKey;
}
