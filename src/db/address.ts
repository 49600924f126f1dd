import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { SettingsError } from "@/lib/settings-error";

/** Where the database is, and how a connection to it is made safe. */
export interface Address {
  /** Without the parameters about TLS, and without `options`. */
  connectionString: string;
  ssl: false | ConnectionOptions;
  /** The `options` that the operator has set for every connection. */
  options: string;
}

const MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof MODES)[number];

/**
 * Reads `DATABASE_URL`. Here `sslmode` means what it means to Postgres's own programs; `pg` would read it differently.
 * @param ca the file of DATABASE_CA
 * @throws SettingsError
 */
export function readAddress(databaseUrl: string, ca: string | undefined): Address {
  const url = new URL(databaseUrl);
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  const take = (name: string) => {
    const value = url.searchParams.get(name) ?? undefined;
    url.searchParams.delete(name);
    return value;
  };
  const wanted = take("sslmode");
  const files = { root: take("sslrootcert"), cert: take("sslcert"), key: take("sslkey") };
  const options = take("options") ?? "";
  refuseOverriding(url);
  const trusted = readCertificate(ca);
  const root = trusted ?? (files.root && readFile("DATABASE_URL (sslrootcert)", files.root));
  const mode = readMode(wanted, root !== undefined);
  if (mode === "disable" && ca) {
    throw new SettingsError(
      "DATABASE_CA is set, but sslmode=disable in DATABASE_URL turns TLS off: remove one of the two",
    );
  }
  const isSocket = host === "" || host.startsWith("/");
  const ssl = mode === "disable" || isSocket ? false : describeTls(mode, host, root);
  if (ssl && files.cert) ssl.cert = readFile("DATABASE_URL (sslcert)", files.cert);
  if (ssl && files.key) ssl.key = readFile("DATABASE_URL (sslkey)", files.key);
  return { connectionString: url.href, ssl, options };
}

/** Parameters in the address that `pg` prefers to ours: they would change the TLS settings and the timeouts. */
const OVERRIDING = ["ssl", "sslnegotiation", "statement_timeout", "query_timeout"];

function refuseOverriding({ searchParams }: URL): void {
  const found = OVERRIDING.find((name) => searchParams.has(name));
  if (!found) return;
  const instead = found.startsWith("ssl") ? "; write sslmode=… instead" : "";
  throw new SettingsError(`DATABASE_URL has ${found}=, which is not supported${instead}`);
}

function readMode(wanted: string | undefined, hasRoot: boolean): Mode {
  if (wanted === undefined) return hasRoot ? "verify-full" : "disable";
  const mode = MODES.find((known) => known === wanted);
  if (!mode) {
    throw new SettingsError(
      `DATABASE_URL has sslmode=${wanted.slice(0, 20)}: it must be one of ${MODES.join(", ")}`,
    );
  }
  // As in libpq: an operator who names a root certificate wants the server's certificate checked against it.
  return mode === "require" && hasRoot ? "verify-ca" : mode;
}

function describeTls(mode: Mode, host: string, ca: string | undefined): ConnectionOptions {
  if (mode === "require") return { rejectUnauthorized: false };
  return {
    ...(ca && { ca }),
    rejectUnauthorized: true,
    checkServerIdentity: (_, certificate) =>
      mode === "verify-ca" ? undefined : checkServerIdentity(host, certificate),
  };
}

/** @throws SettingsError when the file does not exist, cannot be read or is not a certificate */
function readCertificate(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const pem = readFile("DATABASE_CA", file);
  try {
    void new X509Certificate(pem);
    return pem;
  } catch (cause) {
    throw new SettingsError(`DATABASE_CA: ${file} is not a PEM certificate`, { cause });
  }
}

function readFile(setting: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SettingsError(`${setting}: ${file} cannot be read: ${why}`, { cause });
  }
}
