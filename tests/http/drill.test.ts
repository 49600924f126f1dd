import { describe, expect, it } from "vitest";
import { countRows, GENEROUS_LIMIT, listDrills, runDrill } from "../support/drills";
import { openPendingChanges } from "../support/pending-change";
import { readMetric } from "../support/metrics";
import { expectStatus, useWorld } from "../support/world";

describe("a drill", () => {
  // As an installation has it: with limits, and behind a proxy that ends TLS. Browsers come by another origin than the
  // address at which a node reaches itself, and their cookies have another name.
  const world = useWorld({
    env: {
      ...GENEROUS_LIMIT,
      RATE_LIMITS: "on",
      APP_URL: "https://chat.example",
      ALLOWED_ORIGINS: "https://app.example,https://chat.example",
    },
    expected: [/^a drill could not be finished$/, /^request failed$/],
  });

  it("cuts a made-up guest, and says what it came to", async () => {
    const made = await runDrill(world.owner);
    expect(made).toEqual({
      id: expect.any(String) as string,
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      ok: true,
      connections: 1,
      nodes: { expected: 1, confirmed: 1 },
      answeredMs: expect.any(Number) as number,
      lastClosedMs: expect.any(Number) as number,
      deliveredAfter: 0,
      limitMs: 10_000,
    });
    const second = await runDrill(world.owner);
    expect((await listDrills(world.owner)).map(({ id }) => id)).toEqual([second.id, made.id]);
    const other = { name: "Other", slug: "other" };
    expectStatus(await world.owner.post("/api/workspaces", other), 201);
    const elsewhere = await world.owner.get("/api/admin/drill?workspace=other");
    expect(elsewhere.body).toEqual({ drills: [] });
  });

  it("shows the made-up guest to nobody, and leaves nothing of them", async () => {
    const owner = await world.owner.enter("acme");
    const before = await countRows(world.databaseUrl);
    const cutBefore = await readMetric(world.server.url, "gatehouse_connections_cut_total");
    const connected = await readMetric(world.server.url, "gatehouse_connections");
    const peek = async () => ({
      guests: (await world.owner.get("/api/admin/guest?workspace=acme")).body,
      people: (await world.owner.get("/api/workspaces/acme/people")).body.people.length as number,
      workspaces: (await world.owner.get("/api/workspaces")).body,
      connected: await readMetric(world.server.url, "gatehouse_connections"),
    });
    const usual = await peek();
    expect(usual.connected).toBe(connected);
    let isOver = false;
    const drilling = runDrill(world.owner).finally(() => {
      isOver = true;
    });
    const peeks = [];
    while (!isOver) peeks.push(await peek());
    await drilling;
    expect(peeks.length).toBeGreaterThan(0);
    for (const seen of peeks) expect(seen).toEqual(usual);
    expect(await countRows(world.databaseUrl)).toEqual(before);
    expect(await readMetric(world.server.url, "gatehouse_connections_cut_total")).toBe(cutBefore);
    // They learn only that they are there themselves.
    const [ready] = owner.of("ready");
    const heard = owner.seen.filter(({ event }) => event !== "ready");
    expect(heard.filter(({ payload }) => payload.userId !== ready?.user.id)).toEqual([]);
    owner.close();
  });

  it("is one at a time, and of several at once each has its turn", async () => {
    const made = await Promise.all(Array.from({ length: 2 }, () => runDrill(world.owner)));
    expect(made).toMatchObject(made.map(() => ({ ok: true, connections: 1 })));
    expect(new Set(made.map(({ at }) => at)).size).toBe(2);
  });

  it("shows as not passed if it could not be finished, but not if another one was running", async () => {
    const database = await openPendingChanges(world.databaseUrl);
    const ask = () => world.owner.post("/api/admin/drill", { workspace: "acme" });
    await database.query("ALTER TABLE message ADD CONSTRAINT broken CHECK (false) NOT VALID");
    expect((await ask()).status).toBe(500);
    await database.query("ALTER TABLE message DROP CONSTRAINT broken");
    const [latest, ...before] = await listDrills(world.owner);
    expect(latest).toMatchObject({
      ...{ ok: false, connections: 0, nodes: { expected: 1, confirmed: 0 } },
      ...{ answeredMs: null, lastClosedMs: null, deliveredAfter: 0 },
    });
    await database.query(`INSERT INTO drill_run (id, drill_id, node_id, begun_at, workspace_id, host_id, guest_user_id)
      SELECT 'this', 'another', n.id, clock_timestamp(), o.id, u.id, u.id FROM node n, organization o, "user" u LIMIT 1`);
    expect((await ask()).status).toBe(409);
    await database.query("DELETE FROM drill_run");
    await database.close();
    expect(await listDrills(world.owner)).toEqual([latest, ...before]);
  });

  it("is limited", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const answers = [];
    for (let n = 0; n < 11; n++) {
      answers.push(await admin.post("/api/admin/drill", { workspace: "acme" }));
    }
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe("RATE_LIMITED");
  });
});
