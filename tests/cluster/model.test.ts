import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildCluster, type Cluster } from "../support/cluster";
import { findFaults } from "./model/explain";
import { play, type Stage } from "./model/play";
import { schedule } from "./model/schedule";

let cluster: Cluster;
beforeAll(async () => {
  cluster = await buildCluster({ env: { GUEST_LEASE_MS: "5000" } });
});
afterAll(async () => {
  const unexpected = cluster.unexpected();
  await cluster.stop();
  expect(unexpected).toEqual([]);
});

const LANES = 4;
const RUNS_EACH = 75;
const RESTARTS = 4;
/** A machine that is too busy for all the runs does fewer, but not fewer than half. */
const BUDGET_MS = 90_000;

/** To play a failure again: `SCHEDULE_SEED=<seed> npm test -- tests/cluster/model`. */
const seed = Number(process.env.SCHEDULE_SEED ?? Date.now() % 2 ** 31);

it(`what every guest connection saw is explained by the order of commits (seed ${seed})`, async () => {
  const owners = await Promise.all(
    [0, 1].map((n) => cluster.at(cluster.owner, n).enter(cluster.slug)),
  );
  const stage: Stage = { cluster, owners, restarts: [], restartsLeft: RESTARTS };
  let played = 0;
  let failed = false;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const guest = await cluster.buildGuest();
    const property = fc.asyncProperty(schedule, async (steps) => {
      if (failed) return;
      const faults = findFaults(await play(stage, guest, steps));
      failed = faults.length > 0;
      if (failed) throw new Error(faults.join("\n"));
      played += 1;
    });
    await fc.assert(property, {
      numRuns: RUNS_EACH,
      seed: seed + lane,
      endOnFailure: true,
      interruptAfterTimeLimit: BUDGET_MS,
    });
  });
  await Promise.all(lanes);
  expect(played).toBeGreaterThan((LANES * RUNS_EACH) / 2);
  expect(stage.restarts.length).toBeGreaterThan(0);
  for (const owner of stage.owners) owner?.close();
}, 180_000);
