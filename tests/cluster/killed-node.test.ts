import { expect, it } from "vitest";
import { beginDownload, beginUpload, sendFile } from "../support/files";
import { SHORT_LEASE, SLACK_MS, useCluster } from "../support/cluster";
import { letPass, waitUntil } from "../support/wait";

/** More than waits on its way to somebody who does not read. */
const SIZE = 20 * 1024 * 1024;

const cluster = useCluster({ env: SHORT_LEASE });

it("a killed node is missed within the lease, then no longer counts, then is back", async () => {
  const guest = await cluster.buildGuest();
  const here = await guest.enter("acme");
  const there = await cluster.at(guest, 1).enter("acme");
  const killedAt = performance.now();
  const restarted = cluster.nodes[1]?.stop("SIGKILL");
  await there.closed();
  expect(there.of("guest:locked")).toEqual([]);

  const asked = performance.now();
  const { receipt } = await cluster.lock(guest.guest.id, "Gone");
  expect(performance.now() - asked).toBeLessThan(6_000);
  expect(receipt).toMatchObject({ nodes: { expected: 2, confirmed: 1 }, confirmed: false });
  await here.closed();
  expect(await guest.connect("acme").refused()).toMatchObject({ code: "GUEST_LOCKED" });

  await letPass(
    killedAt + cluster.leaseMs + SLACK_MS / 4 - performance.now(),
    "the lease runs out",
  );
  const later = await cluster.lock(guest.guest.id);
  expect(later.receipt).toMatchObject({ nodes: { expected: 1, confirmed: 1 }, confirmed: true });

  await restarted;
  await cluster.restartNode(1);
  await waitUntil(async () => {
    const { receipt: third } = await cluster.lock(guest.guest.id);
    return third.confirmed && third.nodes.expected === 2;
  });
  expect(await cluster.at(guest, 1).connect("acme").refused()).toMatchObject({
    code: "GUEST_LOCKED",
  });
});

it("a node that stops in good order does not count from then on", async () => {
  const guest = await cluster.buildGuest();
  await cluster.addNode();
  await cluster.nodes.pop()?.stop();
  const { receipt } = await cluster.lock(guest.guest.id);
  expect(receipt).toMatchObject({ nodes: { expected: 2, confirmed: 2 }, confirmed: true });
});

it("a node that lets an upload finish before it stops hears of a revocation, and breaks off what is the guest's", async () => {
  const guest = await cluster.buildGuest();
  const { url } = await cluster.addNode();
  const { owner, general } = cluster;
  const { file } = await sendFile(owner.at(url), general, "long.bin", Buffer.alloc(SIZE, 7));
  const download = await beginDownload(guest.at(url), file.id);
  download.response.pause();
  const [kept, cut] = [owner, guest].map((person) => {
    const upload = beginUpload(person.at(url), general, "under-way.bin");
    upload.req.write(Buffer.alloc(1_024));
    return upload;
  });
  await letPass(300, "what was sent arrives, and nothing tells when");
  const stopped = cluster.nodes.pop()?.stop();
  await waitUntil(async () => (await fetch(`${url}/api/ready`)).status === 503);
  const asked = performance.now();
  const { receipt } = await cluster.lock(guest.guest.id);
  expect(receipt).toMatchObject({ nodes: { expected: 3, confirmed: 3 }, confirmed: true });
  const answeredInMs = performance.now() - asked;
  download.response.resume();
  await waitUntil(() => download.state.ended !== null);
  // The node waits for it for two seconds.
  kept?.req.end();
  expect(download.state.ended).toBe("broken off");
  expect(answeredInMs).toBeLessThan(1_000 + SLACK_MS);
  expect(await cut?.ended).not.toBe(201);
  expect(await kept?.ended).toBe(201);
  await stopped;
});
