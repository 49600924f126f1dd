import pg from "pg";
import { expect, it } from "vitest";
import { liveMessages, useCluster } from "../support/cluster";
import { waitUntil } from "../support/wait";
import { expectStatus, inWorkspace } from "../support/world";

const cluster = useCluster({
  env: {
    RATE_LIMITS: "on",
    MAX_CONNECTIONS_PER_PERSON: "8",
    MAX_CONNECTIONS_PER_ADDRESS: "12",
  },
  expected: [/MAX_CONNECTIONS_PER_ADDRESS/],
});

it("the same person's other workspaces, as guest and as member, do not notice", async () => {
  const open = async (slug: string) => {
    const answer = await cluster.owner.post("/api/workspaces", { name: slug, slug });
    return inWorkspace(
      cluster.nodes[0]!,
      cluster.owner,
      slug,
      expectStatus(answer, 201).body.channel,
    );
  };
  const [other, third] = [await open("other"), await open("third")];
  const person = await cluster.buildGuest();
  const guestId = person.guest.id;
  await other.buildGuest({ as: person });
  const token = expectStatus(
    await cluster.owner.post("/api/workspaces/third/invites", { role: "member" }),
    201,
  ).body.invite.token as string;
  expectStatus(await person.post(`/api/invites/${token}/accept`), 200);

  const on = async (slug: string) => [
    await person.enter(slug),
    await cluster.at(person, 1).enter(slug),
  ];
  const cut = await on("acme");
  const spared = { other: await on("other"), third: await on("third") };
  const { receipt } = await cluster.lock(guestId, "Only here");
  expect(receipt).toMatchObject({ connections: 2, confirmed: true });
  for (const tab of cut) {
    await tab.closed();
    expect(tab.of("guest:locked")).toHaveLength(1);
  }
  for (const [world, tabs] of [
    [other, spared.other],
    [third, spared.third],
  ] as const) {
    const [first, second] = tabs;
    const sent = await first!.send(world.general.id, "still here");
    await waitUntil(() => liveMessages(second!).some((message) => message.id === sent.id));
    for (const tab of tabs) {
      expect(tab.socket.connected).toBe(true);
      expect(tab.of("guest:locked")).toEqual([]);
      expect(tab.of("access:changed")).toEqual([]);
      tab.close();
    }
    const again = await cluster.at(person, 1).enter(world.slug);
    again.close();
    expect((await person.get(`/api/workspaces/${world.slug}/channels`)).status).toBe(200);
  }
  expect(await person.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });
});

it("somebody whose last connections on two nodes close at the same moment is offline", async () => {
  const person = await cluster.buildGuest();
  const watcher = await cluster.owner.enter("acme");
  const tabs = [await person.enter("acme"), await cluster.at(person, 1).enter("acme")];
  const database = new pg.Client({ connectionString: cluster.databaseUrl });
  await database.connect();
  try {
    const lock = "SELECT 1 FROM presence WHERE user_id = $1 FOR UPDATE";
    // Both nodes wait for this lock in the statement that removes their row.
    await waitUntil(async () => {
      await database.query("ROLLBACK; BEGIN");
      const { rows } = await database.query(lock, [person.guest.userId]);
      return rows.length === 2;
    });
    for (const tab of tabs) tab.close();
    await waitUntil(async () => {
      // Within a transaction, Postgres keeps what it once said of its activity.
      await database.query("SELECT pg_stat_clear_snapshot()");
      const { rows } = await database.query(`SELECT 1 FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%DELETE FROM presence%'`);
      return rows.length === 2;
    });
    await database.query("COMMIT");
    const offline = { userId: person.guest.userId, status: "offline" };
    await waitUntil(() =>
      watcher
        .of("presence:updated")
        .some((told) => JSON.stringify(told) === JSON.stringify(offline)),
    );
  } finally {
    await database.end();
    watcher.close();
  }
});

it("a person, and an address, have so many connections over all nodes and no more", async () => {
  const [one, other] = [await cluster.buildMember(), await cluster.buildMember()];
  const open = async (person: typeof one, count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) => cluster.at(person, n % 2).enter(cluster.slug)),
    );
  const full = await open(one, 8);
  expect(await one.connect(cluster.slug).refused()).toMatchObject({
    code: "RATE_LIMITED",
    message:
      "You have 8 open connections, as many as one person may have. Close a tab that you do not need.",
    retryAfterMs: 5_000,
  });
  // As when a page is reloaded: its own last connection closes while the next one is made.
  const reloaded = one.enter(cluster.slug);
  full[1]?.close();
  full[1] = await reloaded;

  const rest = await open(other, 4);
  const refusal = await cluster.at(other, 1).connect(cluster.slug).refused();
  expect(refusal).toMatchObject({ code: "RATE_LIMITED" });
  expect(refusal?.message).toContain("Your network has 12 open connections");
  for (const tab of rest) tab.close();

  // What a node had is gone with it.
  await cluster.restartNode(1, "SIGKILL");
  for (let n = 0; n < 3; n++) full.push(await one.enter(cluster.slug));
  expect(await one.connect(cluster.slug).refused()).toMatchObject({ code: "RATE_LIMITED" });
  for (const tab of full) tab.close();
});
