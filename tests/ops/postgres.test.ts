import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate } from "../support/certificate";
import { startServer } from "../support/server";
import {
  createDatabase,
  createMigrated,
  type PostgresService,
  startPostgres,
} from "../support/services/postgres";

const folder = mkdtempSync(path.join(tmpdir(), "gatehouse-postgres-"));
const ca = path.join(folder, "ca.pem");
const wrong = path.join(folder, "wrong.pem");

let postgres: PostgresService;
beforeAll(async () => {
  const certificate = makeCertificate();
  writeFileSync(ca, certificate.cert);
  writeFileSync(wrong, "no certificate");
  postgres = await startPostgres({ certificate, maxConnections: 40 });
  await tell(
    `CREATE ROLE "od/d#us%er" SUPERUSER LOGIN; CREATE ROLE powerless LOGIN`,
    `CREATE ROLE "a'role" LOGIN`,
  );
});
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

const tell = (...statements: string[]) => tellIn(postgres.url, ...statements);

async function tellIn(connectionString: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

function as(user: string, address: string): string {
  const url = new URL(address);
  url.username = encodeURIComponent(user);
  return url.href;
}

/** What a sentence says is to be run, by a superuser. */
const remedyOf = (said: string) => /as a superuser: (.*;)\n$/.exec(said)?.[1] ?? "";

/** Whether a server starts on it, else its sentence. */
async function start(env: Record<string, string>): Promise<string> {
  try {
    const server = await startServer({ env });
    await server.stop();
    return "ready";
  } catch (error) {
    return (error as Error).message.split("\n").slice(1).join("\n");
  }
}

const sentence = (about: string) =>
  new RegExp(`^Gatehouse cannot start: ${about.replaceAll(" ", "[^\\n]* [^\\n]*")}[^\\n]*\\n$`);

async function fresh(change: (url: URL) => void = () => undefined): Promise<string> {
  const url = new URL(await createDatabase(postgres.url));
  change(url);
  return url.href;
}

const to = (hostname: string, sslmode?: string) => (url: URL) => {
  url.hostname = hostname;
  if (sslmode) url.searchParams.set("sslmode", sslmode);
};

describe("a connection is as safe as sslmode says, as Postgres's own programs have it", () => {
  it.each([
    ["require, whoever answers", to("127.0.0.1", "require"), undefined],
    ["verify-ca, by whatever name", to("127.0.0.1", "verify-ca"), ca],
    ["a certificate to trust, by its name", to("localhost"), ca],
  ])("%s: it starts", async (_, change, trusted) => {
    const DATABASE_URL = await fresh(change);
    expect(await start({ DATABASE_URL, ...(trusted && { DATABASE_CA: trusted }) })).toBe("ready");
  });

  it.each([
    ["another name", to("127.0.0.1"), ca, "DATABASE_URL altnames"],
    [
      "nobody to vouch for it",
      to("localhost", "verify-full"),
      undefined,
      "DATABASE_URL self-signed",
    ],
    [
      "a mode that is none",
      to("localhost", "prefer"),
      undefined,
      "DATABASE_URL sslmode verify-full",
    ],
    ["a certificate that is not asked for", to("localhost", "disable"), ca, "DATABASE_CA sslmode"],
    [
      "another word for how safe it is",
      (url: URL) => url.searchParams.set("ssl", "0"),
      ca,
      "DATABASE_URL ssl= sslmode",
    ],
    [
      "a certificate that is not there",
      to("localhost"),
      "/nowhere.pem",
      "DATABASE_CA /nowhere.pem",
    ],
    ["a certificate that is none", to("localhost"), wrong, "DATABASE_CA PEM"],
  ])("%s: it does not", async (_, change, trusted, about) => {
    const DATABASE_URL = await fresh(change);
    const said = await start({ DATABASE_URL, ...(trusted && { DATABASE_CA: trusted }) });
    expect(said).toMatch(sentence(about));
  });
});

describe("an address", () => {
  it("may have any name in it, written so that it is one", async () => {
    const DATABASE_URL = await fresh((url) => {
      url.username = encodeURIComponent("od/d#us%er");
      url.searchParams.set("options", "-c search_path=public");
    });
    expect(await start({ DATABASE_URL })).toBe("ready");
  });

  it("may be a socket", async () => {
    const { pathname } = new URL(await fresh());
    const DATABASE_URL = `postgres://${pathname}?host=${postgres.folder}&port=${postgres.port}&user=postgres`;
    expect(await start({ DATABASE_URL })).toBe("ready");
  });
});

describe("a database that cannot be worked with is told from others", () => {
  it("by its encoding", async () => {
    const locale = "ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0";
    await tell(`CREATE DATABASE latin ${locale}`);
    const DATABASE_URL = await fresh((url) => {
      url.pathname = "/latin";
    });
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL LATIN1 UTF8"));
  });

  it("by the rights of its user", async () => {
    const DATABASE_URL = await fresh((url) => {
      url.username = "powerless";
    });
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL permission denied"));
  });

  it("by what belongs to somebody else, as after a restore, with the SQL that gives it over", async () => {
    const owned = await createMigrated(postgres.url);
    await tell(`ALTER DATABASE ${nameOf(owned)} OWNER TO "a'role"`);
    const DATABASE_URL = as("a'role", owned);
    const said = await start({ DATABASE_URL });
    expect(said).toMatch(sentence(`DATABASE_URL tables belong postgres permission denied`));
    await tellIn(owned, `GRANT ALL ON SCHEMA drizzle TO "a'role"`);
    await tellIn(owned, `GRANT SELECT ON ALL TABLES IN SCHEMA drizzle, public TO "a'role"`);
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL belong for table psql"));
    await tellIn(owned, remedyOf(said));
    expect(await start({ DATABASE_URL })).toBe("ready");
  });

  it("by a schema in which its owner may make nothing, with the SQL that lets it", async () => {
    const owned = await fresh();
    await tell(`ALTER DATABASE ${nameOf(owned)} OWNER TO "a'role"`);
    await tellIn(owned, "ALTER SCHEMA public OWNER TO postgres");
    const DATABASE_URL = as("a'role", owned);
    const said = await start({ DATABASE_URL });
    expect(said).toMatch(sentence("DATABASE_URL schema public GRANT CREATE"));
    await tellIn(owned, remedyOf(said));
    expect(await start({ DATABASE_URL })).toBe("ready");
  });

  it("by taking no changes", async () => {
    const DATABASE_URL = await fresh();
    await tell(`ALTER DATABASE ${nameOf(DATABASE_URL)} SET default_transaction_read_only = on`);
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL read-only"));
  });

  it("by having no connections left", async () => {
    const DATABASE_URL = await fresh();
    const others = Array.from(
      { length: 33 },
      () => new pg.Client({ connectionString: postgres.url }),
    );
    for (const other of others) await other.connect();
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL max_connections"));
    for (const other of others) await other.end();
  });

  it("by having few connections for its role, or in all", async () => {
    await tell("CREATE ROLE few LOGIN CONNECTION LIMIT 5");
    const few = await fresh((url) => {
      url.username = "few";
    });
    expect(await start({ DATABASE_URL: few })).toMatch(sentence("DATABASE_URL only 5 connections"));
    const DATABASE_URL = await fresh((url) => {
      url.username = "powerless";
    });
    await tell(`ALTER DATABASE ${nameOf(DATABASE_URL)} CONNECTION LIMIT 6`);
    expect(await start({ DATABASE_URL })).toMatch(sentence("DATABASE_URL only 6 connections"));
  });
});
