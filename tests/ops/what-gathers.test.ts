import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { AuditEvent, Guest } from "@/lib/api-types";
import { Person } from "../support/person";
import { readExport } from "../support/record";
import { startServer, type TestServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, type World } from "../support/world";

const EXPORT = "/api/admin/audit/export?workspace=acme";
const LOG_LINE = "what is kept no longer was cleared away";

/** As it is after a hundred days of which nobody noticed anything. */
const AGED = `
  UPDATE invite SET created_at = created_at - interval '100 days', link_expires_at = link_expires_at - interval '120 days'
    WHERE uses = max_uses;
  UPDATE message SET created_at = created_at - interval '100 days';
  ALTER TABLE audit_event DISABLE TRIGGER USER;
  ALTER TABLE audit_receipt DISABLE TRIGGER USER;
  ALTER TABLE audit_line DISABLE TRIGGER USER;
  UPDATE audit_event SET at = at - interval '100 days';
  UPDATE audit_receipt SET receipt = receipt || jsonb_build_object('at', now() - interval '100 days');
  UPDATE audit_line SET at = at - interval '100 days';
  ALTER TABLE audit_line ENABLE TRIGGER USER;
  ALTER TABLE audit_receipt ENABLE TRIGGER USER;
  ALTER TABLE audit_event ENABLE TRIGGER USER;
  INSERT INTO session (id, user_id, token, expires_at) SELECT 'old ' || id, id, 'old ' || id, now() - interval '1 minute'
    FROM "user";
  UPDATE clearing SET at = 'epoch'`;

/** Something to clear away, for the log to say when it is done. */
const GONE_BY = `INSERT INTO mention (user_id, channel_id, seq) SELECT u.id, m.channel_id, m.seq
  FROM "user" u, message m WHERE u.email = 'removed@guests.test' LIMIT 1`;

describe.each(["Postgres", "the embedded database"])("what gathers on %s", (kind) => {
  const embedded = kind !== "Postgres";
  const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-gathers-"));
  const settings: Record<string, string> = {};
  let world: World;
  let server: TestServer;
  let member: Person;
  let guests: Record<"locked" | "removed" | "inside", Person & { guest: Guest }>;
  const links: Record<string, string> = {};
  beforeAll(async () => {
    if (!embedded) settings.DATABASE_URL = await createDatabase(inject("postgresUrl"));
    world = await buildWorld({ embedded, dataDir, env: settings });
    server = world.server;
    await fill();
    await restart(AGED);
    await waitUntil(() => server.logs.some((line) => line.msg === LOG_LINE));
  });
  afterAll(async () => {
    expect(server.unexpected(/RATE_LIMITS/)).toEqual([]);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function fill(): Promise<void> {
    member = await world.buildMember();
    guests = {
      locked: await enter("locked"),
      removed: await enter("removed"),
      inside: await enter("inside"),
    };
    const id = (await member.get("/api/auth/get-session")).body.user.id;
    const [owner, other] = await Promise.all([world.owner.enter("acme"), member.enter("acme")]);
    const { seq } = await owner.send(world.general.id, `<@${id}> one`);
    await other.emit("channel:read", { channelId: world.general.id, seq });
    await owner.send(world.general.id, `<@${id}> two`);
    await world.lock(guests.locked.guest.id, "The job is done");
    await world.owner.call("DELETE", `/api/admin/guest/${guests.removed.guest.id}`, {});
    links.open = await world.inviteGuest();
    for (const tab of [owner, other]) tab.close();
  }

  async function enter(name: string) {
    const token = await world.inviteGuest();
    links[name] = token;
    const guest = new Person(server.url, name, `${name}@guests.test`);
    const { email, password } = guest;
    const answer = await guest.post(`/api/invites/${token}/accept`, { name, email, password });
    return Object.assign(guest, { guest: expectStatus(answer, 200).body.guest as Guest });
  }

  /** Changes the database behind the server's back, and starts it anew. */
  async function restart(statements: string, more: Record<string, string> = {}): Promise<void> {
    await server.stop();
    await query(statements);
    server = await startServer({ dataDir, env: { ...settings, ...more } });
  }

  /** While no server runs. */
  async function query(statements: string): Promise<unknown[]> {
    if (embedded) {
      const client = await PGlite.create(path.join(dataDir, "pglite"));
      const results = await client.exec(statements);
      await client.close();
      return results.at(-1)?.rows ?? [];
    }
    const client = new pg.Client(settings.DATABASE_URL);
    await client.connect();
    const { rows } = await client.query(statements);
    await client.end();
    return rows ?? [];
  }

  const at = (person: Person) => person.at(server.url);
  const record = async () =>
    (await at(world.owner).get("/api/admin/audit?workspace=acme")).body.events as AuditEvent[];

  it("is cleared away, and said in the log", () => {
    const line = server.logs.find(({ msg }) => msg === LOG_LINE);
    expect(line).toMatchObject({ mentions: 1, events: 0 });
    expect(line?.invites).toBeGreaterThanOrEqual(3);
  });

  it("leaves what was decided as it is: no forgotten link lets anybody back", async () => {
    for (const name of ["locked", "removed", "inside"] as const) {
      const used = await at(guests[name]).post(`/api/invites/${links[name]}/accept`);
      expect(used.status, name).toBe(404);
    }
    expect((await at(guests.locked).connect("acme").refused()).code).toBe("GUEST_LOCKED");
    expect((await at(guests.removed).connect("acme").refused()).code).toBe("NOT_FOUND");
    (await at(guests.inside).enter("acme")).close();
    const { name, email, password } = new Person(server.url, "Nell", "nell@guests.test");
    const stranger = new Person(server.url);
    const came = await stranger.post(`/api/invites/${links.open}/accept`, {
      name,
      email,
      password,
    });
    expect(came.status).toBe(200);
  });

  it("leaves what somebody has not read, and whoever is signed in", async () => {
    const { channels } = (await at(member).get("/api/workspaces/acme/channels")).body;
    expect(channels[0]).toMatchObject({ name: "general", mentionCount: 1, unreadCount: 1 });
  });

  it("keeps the record for good, unless the operator says otherwise", async () => {
    const before = await record();
    const whole = await readExport(at(world.owner), EXPORT);
    expect(before.map(({ action }) => action)).toContain("guest.invited");
    await server.stop();
    expect(await query("SELECT seq FROM mention")).toHaveLength(1);
    expect(await query("SELECT id FROM session WHERE id LIKE 'old %'")).toEqual([]);
    await restart("UPDATE clearing SET at = 'epoch'", { RETAIN_AUDIT_DAYS: "30" });
    await waitUntil(() => server.logs.some((line) => line.msg === LOG_LINE));
    const left = await record();
    const chain = await readExport(at(world.owner), EXPORT);
    expect(chain.lines.length).toBeLessThan(whole.lines.length);
    expect(chain.lines.at(-1)).toMatchObject({
      action: "workspace.record_cleared",
      n: whole.lines.length + 1,
      previous: whole.lines.at(-1)?.hash,
    });
    const [old, kept] = [before, left].map((events) => events.filter(isOld)) as [
      AuditEvent[],
      AuditEvent[],
    ];
    expect(kept.map(({ action }) => action).sort()).toEqual(["guest.locked", "guest.removed"]);
    expect(left[0]).toMatchObject({
      action: "workspace.record_cleared",
      actor: null,
      data: { events: old.length - 2 },
    });
    const { guests: listed } = (await at(world.owner).get("/api/admin/guest?workspace=acme")).body;
    expect(listed.find(({ id }: Guest) => id === guests.locked.guest.id).lastCut).toMatchObject({
      reason: "The job is done",
      receipt: { confirmed: true },
    });
  });

  it("keeps what sessions left as ended, for as long as it is told", async () => {
    const idle = `INSERT INTO session (id, user_id, token, expires_at, updated_at)
      SELECT 'idle ' || id, id, 'idle ' || id, now() + interval '90 days', now() - interval '40 days' FROM "user"`;
    await restart(`${idle}; UPDATE clearing SET at = 'epoch'; ${GONE_BY}`, {
      RETAIN_SESSIONS_DAYS: "90",
    });
    await waitUntil(() => server.logs.some((line) => line.msg === LOG_LINE));
    await server.stop();
    const kept = await query(
      "SELECT expires_at <= now() AS ended FROM session WHERE id LIKE 'idle %'",
    );
    expect(kept.length).toBeGreaterThan(3);
    expect(kept).toEqual(kept.map(() => ({ ended: true })));
  });

  const isOld = ({ at }: AuditEvent) => Date.parse(at) < Date.now() - 86_400_000;
});
