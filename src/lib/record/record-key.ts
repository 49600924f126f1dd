import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { authSecret } from "../env";

/** What distinguishes this key from others that are derived from the same secret. Changing it changes the key. */
const PURPOSE = "gatehouse-record-1";
/** The beginning of an Ed25519 private key in PKCS #8 (RFC 8410). The 32 bytes of the key follow. */
const PKCS8_BEGINNING = Buffer.from("302e020100300506032b657004220420", "hex");

let derived: { secret: string; key: KeyObject } | undefined;

/**
 * The Ed25519 key with which this installation signs its record. It is derived from the secret, so all nodes have the
 * same one, and it is stored nowhere: not in the database, whose owner could sign with it.
 * @throws Error when the secret is not open
 */
export function recordKey(): KeyObject {
  const secret = authSecret();
  if (derived?.secret !== secret) derived = { secret, key: deriveKey(secret) };
  return derived.key;
}

function deriveKey(secret: string): KeyObject {
  const seed = Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, 32));
  return createPrivateKey({
    key: Buffer.concat([PKCS8_BEGINNING, seed]),
    format: "der",
    type: "pkcs8",
  });
}

/** The public key: 32 bytes in base64. */
export function recordPublicKey(): string {
  const { x = "" } = createPublicKey(recordKey()).export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("base64");
}
