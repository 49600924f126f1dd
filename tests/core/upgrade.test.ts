import { createHash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { Person } from "../support/person";
import { cookieOf } from "../support/crowd";
import { findFaults, type Line, readExport } from "../support/record";
import { startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";

/** The last version of the database in which a loss of access left invitations as they were. */
const BEFORE = 11;
const MIGRATIONS = "src/db/migrations";

let server: TestServer;
let database: pg.Client;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"));
  database = new pg.Client(url);
  await database.connect();
  await migrateTo(BEFORE);
  await fill();
  server = await startServer({ env: { DATABASE_URL: url } });
});
afterAll(async () => {
  expect(server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await server.stop();
  await database.end();
});

async function migrateTo(last: number): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "gatehouse-migrations-"));
  await cp(MIGRATIONS, folder, { recursive: true });
  const journal = path.join(folder, "meta/_journal.json");
  const { entries, ...rest } = JSON.parse(await readFile(journal, "utf8"));
  const until = (entries as { idx: number }[]).filter(({ idx }) => idx <= last);
  await writeFile(journal, JSON.stringify({ ...rest, entries: until }));
  await migrate(drizzle(database), { migrationsFolder: folder });
  await rm(folder, { recursive: true });
}

const RECEIPT = {
  connections: 2,
  nodes: { expected: 1, confirmed: 1 },
  confirmed: true,
  elapsedMs: 3,
};

const hashOf = (token: string) => createHash("sha256").update(token).digest("hex");

/** Three guests of three links with places left: one was locked, one removed, one is in. */
async function fill(): Promise<void> {
  const names = ["olive", "locked", "removed", "inside"];
  await database.query(
    `INSERT INTO "user" (id, name, email) SELECT n, n, n || '@acme.test' FROM unnest($1::text[]) n`,
    [names],
  );
  await database.query(`
    INSERT INTO organization (id, name, slug) VALUES ('acme', 'Acme', 'acme');
    INSERT INTO member (id, organization_id, user_id, role) VALUES ('m', 'acme', 'olive', 'owner');
    INSERT INTO channel (id, workspace_id, name, visibility, created_by)
      VALUES ('general', 'acme', 'general', 'public', 'olive');
    INSERT INTO guest (id, workspace_id, user_id, invited_by, locked_at)
      VALUES ('g-locked', 'acme', 'locked', 'olive', now()), ('g-inside', 'acme', 'inside', 'olive', NULL)`);
  for (const name of names.slice(1)) {
    await database.query(
      `INSERT INTO invite (id, workspace_id, token_hash, role, max_uses, uses, link_expires_at, created_by, created_at)
        VALUES ($1, 'acme', $2, 'guest', 5, 1, now() + interval '1 day', 'olive', now() - interval '1 day')`,
      [name, hashOf(name)],
    );
    await database.query("INSERT INTO invite_channel VALUES ($1, 'general')", [name]);
    await record("guest.joined", name, { inviteId: name });
  }
  await record("guest.locked", "locked", {
    reason: "over",
    odd: [1e21, 0.1, -0, 5e-324, "é\u2028"],
  });
  await database.query("INSERT INTO audit_receipt VALUES ('guest.locked locked', $1)", [RECEIPT]);
  await record("guest.removed", "removed", { userId: "removed" });
}

async function record(action: string, name: string, data: object): Promise<void> {
  await database.query(
    `INSERT INTO audit_event (id, workspace_id, actor_id, actor_name, action, target_type, target_id, target_name, data)
      VALUES ($1, 'acme', $2, $2, $3, 'guest', $4, $2, $5)`,
    [`${action} ${name}`, name, action, `g-${name}`, data],
  );
}

describe("a database from before losses withdrew invitations", () => {
  const accept = async (token: string) => {
    const somebody = new Person(server.url, "Some Body", `twin-of-${token}@guests.test`);
    const { name, email, password } = somebody;
    return (await somebody.post(`/api/invites/${token}/accept`, { name, email, password })).status;
  };

  it("lets nobody back by the link of whoever was revoked or removed, and keeps the others", async () => {
    expect(await accept("locked")).toBe(410);
    expect(await accept("removed")).toBe(410);
    expect(await accept("inside")).toBe(200);
    const { rows } = await database.query(
      "SELECT target_id FROM audit_event WHERE action = 'guest.invite_withdrawn' ORDER BY target_id",
    );
    expect(rows).toEqual([{ target_id: "locked" }, { target_id: "removed" }]);
  });
});

describe("a database from before the record was signed", () => {
  it("has all of it in the chain, in its order, and says which lines were signed late", async () => {
    await database.query(`INSERT INTO session (id, user_id, token, expires_at)
      VALUES ('s', 'olive', 'token', now() + interval '1 hour')`);
    const olive = new Person(server.url);
    olive.cookie = cookieOf("token");
    const exported = await readExport(olive, "/api/admin/audit/export?workspace=acme");
    expect(findFaults(exported)).toEqual([]);
    const { lines } = exported;
    expect(lines.map(({ n }) => n)).toEqual(lines.map((_, i) => i + 1));
    const late = lines.findIndex(({ action }) => action === "workspace.record_signed");
    expect(lines[late]?.data).toEqual({ from: 1, to: late });
    const { rows } = await database.query(
      "SELECT id FROM audit_event WHERE at <= $1 AND action <> 'workspace.record_signed' ORDER BY at, id",
      [lines[late - 1]?.at],
    );
    const before = lines.slice(0, late);
    const receipts = before.filter(({ action }) => action === "receipt.recorded");
    expect(before.filter((line) => !receipts.includes(line)).map(({ id }) => ({ id }))).toEqual(
      rows,
    );
    expect(receipts).toMatchObject([
      {
        actor: null,
        target: { id: "g-locked" },
        data: { event: "guest.locked locked", receipt: RECEIPT },
      },
    ]);
    expect(before[before.indexOf(receipts[0] as Line) - 1]?.id).toBe("guest.locked locked");
  });
});
