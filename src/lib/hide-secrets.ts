import type { Env } from "./read-env";

/** A shorter password is part of ordinary words too: hiding it would make the log unreadable. */
const MIN_LENGTH = 6;
const HIDDEN = "[hidden]";

/** Every setting whose value must never be read in a log. */
export function listSecrets(settings: Env): string[] {
  const { authSecret, metricsToken, s3, vapid, databaseUrl, redisUrl, smtpUrl } = settings;
  const plain = [authSecret, metricsToken, s3?.secretAccessKey, vapid?.privateKey];
  const inUrls = [databaseUrl, redisUrl, smtpUrl].flatMap(readPassword);
  const secrets = [...plain, ...inUrls].filter((secret) => secret !== undefined);
  return [...new Set(secrets)].filter((secret) => secret.length >= MIN_LENGTH);
}

/** The password in a URL, percent-encoded as it is there and decoded. */
function readPassword(url: string | undefined): string[] {
  if (!url) return [];
  const { password } = new URL(url);
  try {
    return [password, decodeURIComponent(password)];
  } catch (error) {
    if (error instanceof URIError) return [password];
    throw error;
  }
}

/**
 * Returns a function that replaces every secret in a log line, wherever it is in the line. It is the last check before
 * the line is written, and does not depend on the names of fields.
 * @param secrets as `listSecrets` returns them; a line is JSON text
 */
export function createHider(secrets: string[]): (line: string) => string {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) =>
    written.reduce((rest, secret) => {
      return rest.includes(secret) ? rest.replaceAll(secret, HIDDEN) : rest;
    }, line);
}

/** Secrets that can be recognised by the text before them. */
const SECRET_PATTERNS: [RegExp, string][] = [
  [/(\w:\/\/)[^/\s@]*@/g, `$1${HIDDEN}@`],
  [/(\binvites?\/)[^\s/?#"']+/g, `$1${HIDDEN}`],
  [/(\breset-password\?token=)[^\s&#"']+/g, `$1${HIDDEN}`],
  [/(\bsession_token=)[^\s;"']+/g, `$1${HIDDEN}`],
  [/(\bBearer )\S+/g, `$1${HIDDEN}`],
];

/** Replaces everything that looks like a secret in a text that we did not write, such as the message of an error. */
export function hideSecretPatterns(text: string): string {
  return SECRET_PATTERNS.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
