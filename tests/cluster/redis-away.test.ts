import { describe, expect, it } from "vitest";
import { liveMessages, SHORT_LEASE, SLACK_MS, useCluster } from "../support/cluster";
import type { Connection } from "../support/person";
import { waitUntil } from "../support/wait";

const cluster = useCluster({
  env: { ...SHORT_LEASE, RATE_LIMITS: "on" },
  expected: [/^redis (is away|connection lost|is not answering)$/],
});

const faults = {
  killed: { strike: () => cluster.redis.kill(), mend: () => cluster.redis.restart() },
  frozen: { strike: () => cluster.redis.pause(), mend: () => cluster.redis.resume() },
};

describe.each(Object.entries(faults))("Redis %s", (_name, { strike, mend }) => {
  it("costs speed, not safety, and everything heals without a restart", async () => {
    const { general, leaseMs } = cluster;
    const guest = await cluster.buildGuest();
    const spared = await cluster.buildGuest();
    const here = await guest.enter("acme");
    const there = await cluster.at(guest, 1).enter("acme");
    const members = await Promise.all(
      [0, 1].map((n) => cluster.at(cluster.owner, n).enter("acme")),
    );
    const [near, far] = members as [Connection, Connection];
    const remaining = await cluster.at(spared, 1).enter("acme");
    const ids = members.map((member) => member.socket.id);
    const known = (await near.send(general.id, "before")).rev;
    await waitUntil(() => liveMessages(far).length === 1);
    const typing = () => there.emit("typing:start", { channelId: general.id }, 3_000);
    expect(await typing()).toMatchObject({ ok: true });
    await waitUntil(() => far.of("typing:updated").length === 1);

    await strike();
    try {
      const asked = performance.now();
      const { receipt, guest: locked } = await cluster.lock(guest.guest.id, "Gone");
      const answeredAt = performance.now();
      expect(answeredAt - asked).toBeLessThan(3_000);
      expect(locked.status).toBe("locked");
      expect(receipt).toMatchObject({
        connections: 1,
        nodes: { expected: 2, confirmed: 1 },
        confirmed: false,
      });
      // The other node does not know yet; it is cut before it answers, or asks the database.
      const typed = await typing().catch(() => null);
      if (typed) expect(typed).toMatchObject({ ok: false, error: { code: "GUEST_LOCKED" } });
      await here.closed();
      expect(here.of("guest:locked")).toHaveLength(1);
      await there.closed(leaseMs + SLACK_MS);
      expect(there.of("guest:locked")).toHaveLength(1);
      expect(there.seen.at(-1)?.event).toBe("guest:locked");
      expect(far.of("typing:updated")).toHaveLength(1);
      expect(await cluster.at(guest, 1).connect("acme").refused()).toMatchObject({
        code: "GUEST_LOCKED",
      });

      for (const n of [0, 1]) {
        await waitUntil(async () => (await readiness(n)) === 503);
        expect((await fetch(`${cluster.url(n)}/api/health`)).status).toBe(200);
      }
      const again = performance.now();
      expect((await cluster.lock(guest.guest.id)).receipt.confirmed).toBe(false);
      expect(performance.now() - again).toBeLessThan(1_500);
      await near.send(general.id, "from the one");
      await far.send(general.id, "from the other");
      await letMembersBe(members, ids);
    } finally {
      await mend();
    }

    await waitUntil(
      async () => (await readiness(0)) === 200 && (await readiness(1)) === 200,
      10_000,
    );
    await catchesUp(near, known);
    await catchesUp(far, known);
    await catchesUp(remaining, known);
    for (const member of members) {
      await waitUntil(() => member.of("news:missed").length > 0, 10_000);
    }
    const after = await near.send(general.id, "after");
    await waitUntil(() => liveMessages(far).some((message) => message.id === after.id));
    const { receipt } = await cluster.lock(spared.guest.id, "You too");
    expect(receipt).toMatchObject({
      connections: 1,
      nodes: { expected: 2, confirmed: 2 },
      confirmed: true,
    });
    expect(receipt.elapsedMs).toBeLessThan(1_000 + SLACK_MS);
    await letMembersBe(members, ids);
    for (const member of members) member.close();
  });
});

describe("a server that starts while Redis is away", () => {
  it("serves members, says so, and joins in when Redis comes", async () => {
    const { general } = cluster;
    const first = await cluster.owner.enter("acme");
    await cluster.redis.kill();
    try {
      const node = await cluster.addNode();
      const late = await cluster.owner.at(node.url).enter("acme");
      expect(await readiness(2)).toBe(503);
      const sent = await late.send(general.id, "anybody here?");
      expect(liveMessages(late).map((message) => message.id)).toEqual([sent.id]);
      expect(liveMessages(first)).toEqual([]);
      await cluster.redis.restart();
      await waitUntil(async () => (await readiness(2)) === 200, 10_000);
      await waitUntil(() => first.of("channel:updated").length > 0, 10_000);
      const heard = await first.send(general.id, "now you are");
      await waitUntil(() => liveMessages(late).some((message) => message.id === heard.id));
      const guest = await cluster.buildGuest();
      const tab = await guest.at(node.url).enter("acme");
      const { receipt } = await cluster.lock(guest.guest.id);
      expect(receipt).toMatchObject({ connections: 1, nodes: { expected: 3, confirmed: 3 } });
      await tab.closed();
      late.close();
    } finally {
      await cluster.redis.restart();
      first.close();
    }
  });
});

async function letMembersBe(members: Connection[], ids: (string | undefined)[]): Promise<void> {
  expect(members.map((member) => [member.socket.connected, member.socket.id])).toEqual(
    ids.map((id) => [true, id]),
  );
}

/** As a client does: told where the channel stands, it compares, and asks for what it has not seen. */
async function catchesUp(connection: Connection, cursor: number): Promise<void> {
  const { id } = cluster.general;
  const stands = () =>
    connection
      .of("channel:updated")
      .filter(({ channel }) => channel.id === id && channel.lastRev >= cursor + 2);
  await waitUntil(() => stands().length > 0, 10_000);
  expect(stands()[0].channel).toMatchObject({ id, lastSeq: cursor + 2, lastRev: cursor + 2 });
  const answer = await connection.emit("sync", { cursors: { [id]: cursor } });
  expect(answer).toMatchObject({
    ok: true,
    data: { messages: [{ body: "from the one" }, { body: "from the other" }] },
  });
}

const readiness = async (n: number) => (await fetch(`${cluster.url(n)}/api/ready`)).status;
