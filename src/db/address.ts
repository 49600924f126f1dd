import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { checkServerIdentity, type ConnectionOptions } from "node:tls";
import { SettingsError } from "@/lib/settings-error";

/** Where the database is, and how a connection to it is made safe. */
export interface Address {
  /** Without what has to do with TLS, and without `options`. */
  connectionString: string;
  ssl: false | ConnectionOptions;
  /** What the operator has set for every connection. */
  options: string;
}

const MODES = ["disable", "require", "verify-ca", "verify-full"] as const;
type Mode = (typeof MODES)[number];

/**
 * Reads `DATABASE_URL`, with `sslmode` as Postgres's own programs mean it, which is not what `pg` makes of it.
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
      "DATABASE_CA says whom to trust, and sslmode=disable in DATABASE_URL asks nobody",
    );
  }
  const isSocket = host === "" || host.startsWith("/");
  const ssl = mode === "disable" || isSocket ? false : describeTls(mode, host, root);
  if (ssl && files.cert) ssl.cert = readFile("DATABASE_URL (sslcert)", files.cert);
  if (ssl && files.key) ssl.key = readFile("DATABASE_URL (sslkey)", files.key);
  return { connectionString: url.href, ssl, options };
}

/** What `pg` would take from the address before what we say: how safe a connection is, and how long it may take. */
const OVERRIDING = ["ssl", "sslnegotiation", "statement_timeout", "query_timeout"];

function refuseOverriding({ searchParams }: URL): void {
  const found = OVERRIDING.find((name) => searchParams.has(name));
  if (!found) return;
  const instead = found.startsWith("ssl") ? "; write sslmode=… instead" : "";
  throw new SettingsError(`DATABASE_URL has ${found}=, which is not taken${instead}`);
}

function readMode(wanted: string | undefined, hasRoot: boolean): Mode {
  if (wanted === undefined) return hasRoot ? "verify-full" : "disable";
  const mode = MODES.find((known) => known === wanted);
  if (!mode) {
    throw new SettingsError(
      `DATABASE_URL has sslmode=${wanted.slice(0, 20)}: it must be one of ${MODES.join(", ")}`,
    );
  }
  // As libpq has it: who names a certificate to trust wants it looked at.
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

/** @throws SettingsError when it is not there, not readable or no certificate */
function readCertificate(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const pem = readFile("DATABASE_CA", file);
  try {
    void new X509Certificate(pem);
    return pem;
  } catch (cause) {
    throw new SettingsError(`DATABASE_CA: ${file} is no certificate in PEM`, { cause });
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
