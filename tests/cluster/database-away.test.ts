import { afterAll, describe, expect, it } from "vitest";
import {
  type Attempt,
  type Cluster,
  liveMessages,
  readHistory,
  SHORT_LEASE,
  SLACK_MS,
  startTraffic,
  useCluster,
} from "../support/cluster";
import { layCable } from "../support/cable";
import type { Connection } from "../support/person";
import { letPass, waitUntil } from "../support/wait";

const cluster = useCluster({
  database: "own",
  env: SHORT_LEASE,
  expected: [/^idle database connection lost$/, /^expiry not recorded$/, /^INTERNAL_SERVER_ERROR$/],
});
afterAll(() => {
  const logs = JSON.stringify(cluster.nodes.map((node) => node.logs));
  const token = /session_token=([^.;]+)/.exec(cluster.owner.cookie)?.[1] ?? "no cookie";
  expect(logs).not.toContain(token);
});

const faults = {
  frozen: {
    strike: () => cluster.postgres!.pause(),
    mend: () => cluster.postgres!.resume(),
  },
  killed: { strike: () => cluster.postgres!.kill(), mend: () => cluster.postgres!.restart() },
};

describe.each(Object.entries(faults))("the database %s for ten seconds", (_name, fault) => {
  it("cuts guests within the lease, keeps members, loses nothing acknowledged", async () => {
    const { leaseMs } = cluster;
    const channels = await Promise.all([cluster.buildChannel(), cluster.buildChannel()]);
    const [quiet, busy] = channels.map((one) => one.id) as [string, string];
    const guest = await cluster.buildGuest({ channels });
    const tabs = await Promise.all([0, 1].map((n) => cluster.at(guest, n).enter("acme")));
    const members = await Promise.all(
      [0, 1].map((n) => cluster.at(cluster.owner, n).enter("acme")),
    );
    const [near, far] = members as [Connection, Connection];
    const ids = members.map((member) => member.socket.id);
    const traffic = startTraffic(members, busy, { pauseMs: 30 });
    await waitUntil(() => traffic.acknowledged().length > 20, 30_000);

    await fault.strike();
    const struckAt = performance.now();
    let attempts: Attempt[] = [];
    try {
      for (const tab of tabs) {
        await tab.closed(leaseMs + SLACK_MS);
        expect(tab.of("access:changed")).toEqual([{ code: "UNAVAILABLE" }]);
        expect(tab.seen.at(-1)?.event).toBe("access:changed");
        expect(tab.of("guest:locked")).toEqual([]);
      }
      expect(performance.now() - struckAt).toBeLessThan(leaseMs + SLACK_MS);
      const clientId = crypto.randomUUID();
      const send = () =>
        near.emit("message:send", { channelId: quiet, body: "now?", clientId }, 15_000);
      expect(await send()).toMatchObject({ ok: false, error: { code: "UNAVAILABLE" } });
      const lock = await cluster.owner.post(`/api/admin/guest/${guest.guest.id}/disconnect`);
      expect(lock).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
      expect((await cluster.owner.get("/api/ready")).status).toBe(503);
      const page = await cluster.owner.get("/w/acme");
      expect(page.status).toBe(503);
      expect(page.headers.get("retry-after")).toBe("2");
      expect((await cluster.owner.get("/api/health")).status).toBe(200);
      await letPass(struckAt + 10_000 - performance.now(), "a time on the clock comes");
      await fault.mend();
      await waitUntil(async () => (await send()).ok, 10_000);
      const before = traffic.acknowledged().length;
      await waitUntil(() => traffic.acknowledged().length > before + 10, 15_000);
    } finally {
      await fault.mend();
      attempts = await traffic.stop();
    }
    expect(members.map((member) => [member.socket.connected, member.socket.id])).toEqual(
      ids.map((id) => [true, id]),
    );
    const refused = attempts.filter((one) => one.message === null);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map((one) => one.code))).toEqual(new Set(["UNAVAILABLE"]));

    for (const channelId of [quiet, busy]) {
      const history = await readHistory(cluster.owner, channelId);
      expect(history.map((message) => message.seq)).toEqual(history.map((_, i) => i + 1));
      const acknowledged = attempts.filter((one) => one.message?.channelId === channelId);
      const present = new Map(history.map((message) => [message.id, message.body]));
      for (const one of acknowledged) expect(present.get(one.message?.id ?? "")).toBe(one.body);
      await knowsAll(far, channelId, history.length);
    }
    const back = await Promise.all([0, 1].map((n) => waitForGuest(cluster.at(guest, n))));
    const greeting = await near.send(quiet, "welcome back");
    await waitUntil(() => back.every((tab) => hears(tab, greeting.id)));
    for (const connection of [...back, ...members]) connection.close();
  });
});

it("a node that alone has lost the database hands nothing on to guests that others publish", async () => {
  const { general } = cluster;
  const cable = await layCable();
  const way = new URL(cluster.databaseUrl);
  cable.lead(Number(way.port));
  way.hostname = "127.0.0.1";
  way.port = new URL(cable.url).port;
  const node = await cluster.addNode({ DATABASE_URL: way.href });
  const guest = await cluster.buildGuest();
  const near = await cluster.owner.enter("acme");
  try {
    const tab = await guest.at(node.url).enter("acme");
    const member = await cluster.owner.at(node.url).enter("acme");
    const known = await near.send(general.id, "before");
    await waitUntil(() => hears(tab, known.id) && hears(member, known.id));
    cable.pull();
    await untilStale(node.url);
    const whisper = await near.send(general.id, "meanwhile");
    await waitUntil(() => hears(member, whisper.id));
    await tab.closed();
    expect(tab.of("access:changed")).toEqual([{ code: "UNAVAILABLE" }]);
    expect(hears(tab, whisper.id)).toBe(false);
    expect(member.socket.connected).toBe(true);
    member.close();
  } finally {
    cable.plugIn();
    near.close();
    await node.stop();
    await cable.stop();
  }
});

/** The timer that cuts has not run yet when a node first says that it may not serve guests any more. */
async function untilStale(url: string): Promise<void> {
  const isStale = async () => {
    const metrics = await (await fetch(`${url}/api/metrics`)).text();
    return metrics.includes("gatehouse_guest_lease_fresh 0");
  };
  await waitUntil(isStale, cluster.leaseMs + SLACK_MS);
}

const hears = (connection: Connection, messageId: string) =>
  liveMessages(connection).some((message) => message.id === messageId);

/** Every place in the channel reached the connection as an event, or it was told how far the channel is. */
async function knowsAll(connection: Connection, channelId: string, lastSeq: number): Promise<void> {
  const told = () => [
    ...liveMessages(connection)
      .filter((message) => message.channelId === channelId)
      .map((message) => message.seq),
    ...connection
      .of("channel:updated")
      .filter(({ channel }) => channel.id === channelId)
      .map(({ channel }) => channel.lastSeq as number),
  ];
  await waitUntil(() => Math.max(0, ...told()) >= lastSeq);
}

async function waitForGuest(guest: ReturnType<Cluster["at"]>): Promise<Connection> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const tab = guest.connect("acme");
    await waitUntil(() => tab.of("ready").length > 0 || tab.refusal || tab.closedBecause !== null);
    if (tab.of("ready").length > 0) return tab;
    const codes = [tab.refusal?.code, ...tab.of("access:changed").map((one) => one.code)];
    expect(codes).toContain("UNAVAILABLE");
    if (performance.now() > deadline) throw new Error("the guest did not get back in");
    await letPass(100, "they go on at this pace");
  }
}
