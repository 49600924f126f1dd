import type { Env } from "./env";

/** A shorter password stands in ordinary words too: to hide it would hide the log. */
const SHORTEST = 6;
const HIDDEN = "[hidden]";

/** Every setting whose value must never be read in a log. */
export function listSecrets(settings: Env): string[] {
  const { authSecret, metricsToken, s3, vapid, databaseUrl, redisUrl, smtpUrl } = settings;
  const plain = [authSecret, metricsToken, s3?.secretAccessKey, vapid?.privateKey];
  const inUrls = [databaseUrl, redisUrl, smtpUrl].flatMap(readPassword);
  const secrets = [...plain, ...inUrls].filter((secret) => secret !== undefined);
  return [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST);
}

/** As it is written in the address, and as it is meant. */
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
 * Takes the values of secrets out of a line of the log, a JSON text, wherever they stand in it: the last look,
 * which knows nothing of fields.
 */
export function createHider(secrets: string[]): (line: string) => string {
  const written = secrets.map((secret) => JSON.stringify(secret).slice(1, -1));
  return (line) =>
    written.reduce((rest, secret) => {
      return rest.includes(secret) ? rest.replaceAll(secret, HIDDEN) : rest;
    }, line);
}

/** What gives a secret away by what stands before it, in words that were written elsewhere. */
const TELLTALES: [RegExp, string][] = [
  [/(\w:\/\/)[^/\s@]*@/g, `$1${HIDDEN}@`],
  [/(\binvites?\/)[^\s/?#"']+/g, `$1${HIDDEN}`],
  [/(\breset-password\?token=)[^\s&#"']+/g, `$1${HIDDEN}`],
  [/(\bsession_token=)[^\s;"']+/g, `$1${HIDDEN}`],
  [/(\bBearer )\S+/g, `$1${HIDDEN}`],
];

/** Takes out of a sentence that others wrote, of an error say, whatever looks like an address with a secret in it. */
export function hideTelltales(text: string): string {
  return TELLTALES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text);
}
