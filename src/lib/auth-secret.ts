import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileName = "auth-secret";

/**
 * Reads the secret in the data directory, and makes one at the first call. Only the owner of the file can read it.
 * @param dataDir a folder that exists
 * @throws Error when the secret cannot be read or written, or is damaged
 */
export function readOrCreateAuthSecret(dataDir: string): string {
  const path = join(dataDir, fileName);
  const existing = readSecret(path);
  if (existing !== undefined) return existing;
  return createSecret(path);
}

/** A hard link appears whole or not at all, so that processes that start together agree on one secret. */
function createSecret(path: string): string {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${randomBytes(48).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    unlinkSync(draft);
  }
  const secret = readSecret(path);
  if (secret === undefined) throw new Error(`${path} vanished while it was being made`);
  return secret;
}

function readSecret(path: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
  if (text.length < 32) throw new Error(`${path} is damaged: it holds fewer than 32 characters`);
  return text;
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
