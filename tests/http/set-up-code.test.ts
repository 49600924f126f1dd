import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openPendingChanges } from "../support/pending-change";
import { Person } from "../support/person";
import { startServer, type TestServer } from "../support/server";
import { createDatabase, dropDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";
import { expectStatus } from "../support/world";

const PROXIED = { "x-forwarded-for": "203.0.113.7" };
const owner = { name: "Olive", email: "olive@acme.test", password: "correct horse battery" };
const workspace = { name: "Acme", slug: "acme" };

let databaseUrl: string;
/** Two nodes of one installation: one listens everywhere, the other to a proxy on its own machine. */
let open: TestServer;
let behindProxy: TestServer;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  const settings = { DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" };
  [open, behindProxy] = await Promise.all([
    startServer({ env: { ...settings, HOST: "0.0.0.0" } }),
    startServer({ env: { ...settings, TRUST_PROXY: "1" } }),
  ]);
});
afterAll(async () => {
  const unexpected = [open, behindProxy].flatMap((node) =>
    node.unexpected(
      /RATE_LIMITS/,
      /^HOST 0\.0\.0\.0 is not an address/,
      /^other processes serve from this database/,
    ),
  );
  await Promise.all([open.stop(), behindProxy.stop()]);
  await dropDatabase(inject("postgresUrl"), databaseUrl);
  expect(unexpected).toEqual([]);
});

const codesOf = (node: TestServer) =>
  node.logs.filter(({ msg }) => msg === "set-up code").map(({ code }) => code as string);
const addressOf = (node: TestServer) => node.url.replace("0.0.0.0", "127.0.0.1");

function setUp(node: TestServer, code?: string, headers?: Record<string, string>) {
  return new Person(addressOf(node)).post("/api/setup", { ...owner, workspace, code }, headers);
}

async function readPage(node: TestServer, headers?: Record<string, string>): Promise<string> {
  return (await new Person(addressOf(node)).get("/setup", headers)).body as string;
}

it("a server that listens everywhere says which setting names the address that people type", () => {
  const lines = [open, behindProxy].map((node) =>
    node.logs.filter(({ msg }) => /APP_URL/.test(msg)),
  );
  expect(lines.map(({ length }) => length)).toEqual([1, 0]);
  expect(lines[0]?.[0]).toMatchObject({ level: 40, msg: /nobody can sign in.*set APP_URL/ });
});

describe("an installation that is not set up", () => {
  it("has one code, which every node that strangers reach tells in its log alone", async () => {
    const [code = ""] = codesOf(open);
    expect(code).toMatch(/^[A-Z2-9]{5}(-[A-Z2-9]{5}){3}$/);
    expect([codesOf(open), codesOf(behindProxy)]).toEqual([[code], [code]]);
    expect(await readPage(open)).not.toContain(code);
  });

  it("is set up by nobody without it, from elsewhere", async () => {
    const [code = ""] = codesOf(open);
    const refused = { status: 403, body: { code: "FORBIDDEN", hint: /log/ } };
    for (const wrong of [undefined, "", `${code}X`, code.slice(1), "AAAAA-AAAAA-AAAAA-AAAAA"]) {
      for (const answer of [await setUp(open, wrong), await setUp(behindProxy, wrong, PROXIED)]) {
        expect(answer).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
        expect(answer.body.hint).toMatch(refused.body.hint);
      }
    }
    const strange = new Person(addressOf(open));
    for (const body of ["no json", "[]", { code: 7 }, { code: [code] }, { code: { code } }]) {
      expect((await strange.post("/api/setup", body)).status).toBeGreaterThanOrEqual(400);
    }
    expect(await readPage(open)).toContain("Set-up code");
    expect(await readPage(behindProxy, PROXIED)).toContain("Set-up code");
    expect(await readPage(behindProxy)).not.toContain("Set-up code");
  });

  it("is set up with it, however it is written, once", async () => {
    const [code = ""] = codesOf(open);
    const node = new Person(addressOf(open));
    const wrongField = { ...owner, email: "no address", workspace, code };
    expect(await node.post("/api/setup", wrongField)).toMatchObject({
      status: 400,
      body: { issues: [{ path: "email" }] },
    });
    expectStatus(await setUp(open, ` ${code.toLowerCase().replaceAll("-", " ")}`), 201);
    for (const known of [undefined, code]) expectStatus(await setUp(open, known), 409);
    const logged = [...open.stdout, ...behindProxy.stdout].filter((line) => line.includes(code));
    expect(logged).toHaveLength(2);
  });
});

it("a first run on this machine asks nobody for it but who comes through a proxy", async () => {
  const DATABASE_URL = await createDatabase(inject("postgresUrl"));
  const local = await startServer({ env: { DATABASE_URL, LOG_LEVEL: "warn" } });
  expect(await readPage(local)).not.toContain("Set-up code");
  for (const headers of [PROXIED, { forwarded: "for=203.0.113.7" }]) {
    expect(await readPage(local, headers)).toContain("Set-up code");
    expectStatus(await setUp(local, undefined, headers), 403);
  }
  expectStatus(await setUp(local), 201);
  await local.stop();
});

describe("an installation that lost its database", () => {
  it("asks for a new code on this machine too, which is in the log then", async () => {
    const [former = ""] = codesOf(behindProxy);
    const here = new Person(addressOf(behindProxy));
    expect((await here.get("/")).headers.get("location")).toBe("/sign-in");
    const database = await openPendingChanges(databaseUrl);
    await database.query("SET session_replication_role = replica");
    await database.query('TRUNCATE organization, "user" CASCADE');
    await database.close();

    expect(await readPage(behindProxy)).toContain("Set-up code");
    for (const wrong of [undefined, former]) expectStatus(await setUp(behindProxy, wrong), 403);
    await waitUntil(() => codesOf(behindProxy).length === 2);
    const code = codesOf(behindProxy)[1] as string;
    expect(code).not.toBe(former);
    expectStatus(await setUp(behindProxy, code), 201);
    expect(codesOf(behindProxy)).toHaveLength(2);
  });
});
