import { tmpdir } from "node:os";
import { afterEach, expect, it } from "vitest";
import type { Drill, RefusedOrigin } from "@/lib/api-types";
import { runAdmin } from "../support/admin";
import { SHORT_LEASE, useCluster } from "../support/cluster";
import { countRows, GENEROUS_LIMIT, listDrills, readRow, runDrill } from "../support/drills";
import { askRaw } from "../support/raw";
import { waitUntil } from "../support/wait";

const cluster = useCluster({
  env: { ...SHORT_LEASE, ...GENEROUS_LIMIT, DRILL_EVERY_HOURS: "2" },
  // A node that froze finds at the thaw that what it had begun has run out of time.
  expected: [
    /^drill not passed$/,
    /^origin refused$/,
    /^INTERNAL_SERVER_ERROR$/,
    /^Failed to query/,
  ],
});
afterEach(() => {
  cluster.nodes[1]?.signal("SIGCONT");
});

it("is run by the schedule, on one of the nodes", async () => {
  await waitUntil(async () => (await listDrills(cluster.owner)).length > 0);
  expect(await listDrills(cluster.owner)).toMatchObject([
    { ok: true, nodes: { expected: 2, confirmed: 2 } },
  ]);
  const { inHours } = await readRow<{ inHours: number }>(
    cluster.databaseUrl,
    'SELECT (extract(epoch FROM at - now()) / 3600)::float8 AS "inHours" FROM drill_due',
  );
  expect(inHours).toBeGreaterThan(1.9);
});

it("has a connection on every node, and every node confirms", async () => {
  const before = await countRows(cluster.databaseUrl);
  const drill = await runDrill(cluster.at(cluster.owner, 1));
  expect(drill).toMatchObject({
    ok: true,
    connections: 2,
    nodes: { expected: 2, confirmed: 2 },
    deliveredAfter: 0,
  });
  expect(drill.lastClosedMs).toBeLessThan(1_000);
  expect(await countRows(cluster.databaseUrl)).toEqual(before);
});

it("names a frozen node, within bounds, and passes again once it is back", async () => {
  const before = await countRows(cluster.databaseUrl);
  cluster.nodes[1]?.signal("SIGSTOP");
  const asked = performance.now();
  const ask = () => cluster.owner.post("/api/admin/drill", { workspace: "acme" });
  const answers = await Promise.all([ask(), ask()]);
  const [done, second] = answers.toSorted((one, other) => one.status - other.status);
  expect(second).toMatchObject({
    status: 409,
    body: { error: "A drill is running already. It takes a few seconds: try again after it." },
  });
  expect(done?.status).toBe(201);
  const drill = done?.body.drill as Drill;
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect(drill).toMatchObject({
    ok: false,
    connections: 1,
    nodes: { expected: 2, confirmed: 1 },
    deliveredAfter: 0,
  });
  // The log comes by a pipe of its own, so it may be read after the answer.
  const warned = () => cluster.nodes[0]?.logs.filter(({ msg }) => msg === "drill not passed");
  await expect
    .poll(() => warned()?.at(-1)?.why)
    .toEqual(expect.arrayContaining(["1 of 2 nodes did not confirm."]));
  cluster.nodes[1]?.signal("SIGCONT");
  await waitUntil(async () => (await runDrill(cluster.owner)).nodes.confirmed === 2, 30_000);
  await waitUntil(async () => (await countRows(cluster.databaseUrl)).presence === before.presence);
  expect(await countRows(cluster.databaseUrl)).toEqual(before);
});

it("lists the origins that any node refused, also one that has stopped since", async () => {
  const [, other] = cluster.nodes;
  const refuse = async (origin: string) =>
    askRaw(cluster.url(1), "/socket.io/?EIO=4&transport=polling", {
      headers: [["Origin", origin]],
    });
  const listed = async () => {
    const { body } = await cluster.owner.get("/api/admin/origins");
    return body.refused.map((one: RefusedOrigin) => one.origin);
  };
  await refuse("https://one.example");
  await waitUntil(async () => (await listed()).includes("https://one.example"));
  await refuse("https://last.example");
  await other?.stop();
  expect(await listed()).toEqual(["https://last.example", "https://one.example"]);
  await cluster.restartNode(1);
});

it("leaves nothing behind when the node that runs it is killed in the middle", async () => {
  const before = await countRows(cluster.databaseUrl);
  const [runner, other] = cluster.nodes;
  const admin = cluster.at(cluster.owner, 1);
  other?.signal("SIGSTOP");
  const broken = runDrill(cluster.owner).catch((error: unknown) => error);
  const guests = async () => (await countRows(cluster.databaseUrl)).guest ?? 0;
  await waitUntil(async () => (await guests()) > (before.guest ?? 0));
  await runner?.stop("SIGKILL");
  expect(await broken).toBeInstanceOf(Error);
  // What is left is as invisible as it was.
  const settings = { DATABASE_URL: cluster.databaseUrl, DATA_DIR: tmpdir() };
  expect((await runAdmin(["guests", "--json"], settings)).json()).toEqual({ guests: [] });
  other?.signal("SIGCONT");
  // While the dead node may still be alive, a drill is refused.
  await waitUntil(async () => {
    const { status } = await admin.post("/api/admin/drill", { workspace: "acme" });
    return status === 201;
  }, 30_000);
  const { presence: _, ...left } = await countRows(cluster.databaseUrl);
  expect(before).toMatchObject(left);
});
