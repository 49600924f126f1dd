import pg from "pg";
import { expect, it } from "vitest";
import { liveMessages, useCluster } from "../support/cluster";
import { waitUntil } from "../support/wait";
import { expectStatus, inWorkspace } from "../support/world";

const cluster = useCluster();

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
