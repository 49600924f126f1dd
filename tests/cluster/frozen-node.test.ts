import type { Guest } from "@/lib/api-types";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { guestRow, revoke } from "../e2e/steps";
import { useBrowser } from "../support/browser";
import {
  buildCluster,
  type Cluster,
  liveMessages,
  SHORT_LEASE,
  useCluster,
} from "../support/cluster";
import { PollingTab } from "../support/polling-tab";
import { letPass, waitUntil } from "../support/wait";

const browser = useBrowser();
const cluster = useCluster({
  // A question that was on its way to the database when its node froze has run out of time at the thaw.
  expected: [/^INTERNAL_SERVER_ERROR$/, /^Failed to query/],
});
afterEach(() => {
  cluster.nodes[1]?.signal("SIGCONT");
});

it("a node frozen during a revocation is named, and delivers nothing to the guest once thawed", async () => {
  const { general, leaseMs } = cluster;
  const frozen = cluster.nodes[1];
  const guest = await cluster.buildGuest();
  const here = await guest.enter("acme");
  const there = await Promise.all(
    [["websocket"], ["polling"]].map((transports) =>
      cluster.at(guest, 1).enter("acme", { transports }),
    ),
  );
  const owner = await cluster.owner.enter("acme");
  const member = await cluster.at(cluster.owner, 1).enter("acme");

  frozen?.signal("SIGSTOP");
  const frozenAt = performance.now();
  const early = [await owner.send(general.id, "while frozen, before the lock")];
  const asked = performance.now();
  const { receipt } = await cluster.lock(guest.guest.id, "Gone");
  expect(performance.now() - asked).toBeLessThan(6_000);
  expect(receipt).toMatchObject({
    connections: 1,
    nodes: { expected: 2, confirmed: 1 },
    confirmed: false,
  });
  await here.closed();
  expect(here.of("guest:locked")).toHaveLength(1);
  const late = [];
  while (performance.now() - frozenAt < leaseMs + 500) {
    late.push(await owner.send(general.id, "while frozen, after the lock"));
    await letPass(50, "they go on at this pace");
  }
  frozen?.signal("SIGCONT");
  for (let i = 0; i < 20; i++) late.push(await owner.send(general.id, `after the thaw ${i}`));

  await Promise.all(there.map((tab) => tab.closed()));
  const all = [...early, ...late].map((message) => message.id);
  await waitUntil(() => liveMessages(member).length >= all.length);
  expect(liveMessages(member).map((message) => message.id)).toEqual(all);
  for (const tab of there) {
    expect(liveMessages(tab)).toEqual([]);
    const notices = tab.seen.filter((one) =>
      ["guest:locked", "access:changed"].includes(one.event),
    );
    expect(notices).toHaveLength(1);
    expect(tab.seen.at(-1)).toBe(notices[0]);
  }
  const refusal = await cluster.at(guest, 1).connect("acme").refused();
  expect(refusal).toMatchObject({ code: "GUEST_LOCKED", reason: "Gone" });
  await waitUntil(async () => (await cluster.lock(guest.guest.id)).receipt.confirmed);
  owner.close();
  member.close();
});

it("what a frozen node did not confirm is confirmed at one click when it is back, and takes nothing else", async () => {
  const guest = await cluster.buildGuest({ name: "Fay Frozen" });
  const frozen = cluster.nodes[1];
  const device = await browser.device(cluster.url(0), { as: cluster.owner });
  const page = await device.open("/w/acme/guests");
  frozen?.signal("SIGSTOP");
  await revoke(page, "Fay Frozen", "Gone");
  const row = guestRow(page, "Fay Frozen");
  await row.getByText("1 of 2 nodes confirmed").waitFor();
  frozen?.signal("SIGCONT");
  await row.getByRole("button", { name: "Ask again for confirmation" }).click();
  await row.getByText("2 of 2 nodes confirmed").waitFor();
  expect(await row.getByRole("button", { name: "Ask again for confirmation" }).count()).toBe(0);
  const { body } = await cluster.owner.get("/api/admin/guest?workspace=acme");
  const [now] = (body.guests as Guest[]).filter(({ id }) => id === guest.guest.id);
  expect(now).toMatchObject({ status: "locked", lockReason: "Gone" });
});

it("ten revocations at once wait for the frozen node side by side", async () => {
  const frozen = cluster.nodes[1];
  const guests = await Promise.all(Array.from({ length: 10 }, () => cluster.buildGuest()));
  frozen?.signal("SIGSTOP");
  const asked = performance.now();
  const locks = await Promise.all(guests.map(({ guest }) => cluster.lock(guest.id)));
  // One after the other they would take eighteen.
  expect(performance.now() - asked).toBeLessThan(10_000);
  for (const { receipt } of locks) expect(receipt.nodes).toEqual({ expected: 2, confirmed: 1 });
});

it("an HTTP answer that was under way when the node froze carries no data after the thaw", async () => {
  const { general, leaseMs } = cluster;
  const frozen = cluster.nodes[1];
  const guest = await cluster.buildGuest();
  await cluster.at(cluster.owner, 1).get(`/api/channels/${general.id}/messages`);
  const there = cluster.at(guest, 1);
  const answers: { status: number; endedAt: number }[] = [];
  let going = true;
  const readers = Array.from({ length: 4 }, async () => {
    while (going) {
      const answer = await there.get(`/api/channels/${general.id}/messages`).catch(() => null);
      if (answer) answers.push({ status: answer.status, endedAt: performance.now() });
    }
  });
  await waitUntil(() => answers.length > 10, 30_000);
  frozen?.signal("SIGSTOP");
  await cluster.lock(guest.guest.id, "Gone");
  await letPass(leaseMs, "the lease runs out");
  const thawedAt = performance.now();
  frozen?.signal("SIGCONT");
  await waitUntil(() => answers.filter((one) => one.endedAt > thawedAt).length > 10, 30_000);
  going = false;
  await Promise.all(readers);
  const late = answers.filter((one) => one.endedAt > thawedAt);
  expect(late.filter((one) => one.status !== 403 && one.status !== 503)).toEqual([]);
});

/** A connection that nothing is asked on for five seconds is closed: the lease must be shorter than that. */
describe("with a short lease", () => {
  let quick: Cluster;
  beforeAll(async () => {
    quick = await buildCluster({ env: SHORT_LEASE });
  });
  afterAll(async () => {
    const unexpected = quick.unexpected(/^INTERNAL_SERVER_ERROR$/, /^Failed to query/);
    await quick.stop();
    expect(unexpected).toEqual([]);
  });

  it("what waited for a poll when the node froze is not handed over after the thaw", async () => {
    const { general, leaseMs } = quick;
    const frozen = quick.nodes[1];
    const guest = await quick.buildGuest();
    const tab = await PollingTab.enter(quick.url(1), guest.cookie, "acme");
    const owner = await quick.owner.enter("acme");
    const member = await quick.at(quick.owner, 1).enter("acme");
    const { id } = await owner.send(general.id, "waits for the next poll");
    await waitUntil(() => liveMessages(member).some((message) => message.id === id));

    frozen?.signal("SIGSTOP");
    const frozenAt = performance.now();
    const { receipt } = await quick.lock(guest.guest.id, "Gone");
    expect(receipt).toMatchObject({ nodes: { expected: 2, confirmed: 1 }, confirmed: false });
    await letPass(frozenAt + leaseMs + 500 - performance.now(), "the lease runs out");
    // It waits at the node when that goes on: nothing else is done there before.
    const polled = tab.poll();
    await letPass(100, "what was sent arrives, and nothing tells when");
    frozen?.signal("SIGCONT");
    await polled;
    for (let n = 0; n < 5 && !isTold(tab); n++) await tab.poll();
    expect(tab.events("message:created")).toEqual([]);
    expect(isTold(tab)).toBe(true);
    for (const one of [owner, member, tab]) one.close();
  });
});

const isTold = (tab: PollingTab) =>
  tab.events("guest:locked").length + tab.events("access:changed").length > 0;
