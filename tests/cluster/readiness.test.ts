import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, dropDatabase } from "../support/services/postgres";
import { layStall, type Stall } from "../support/stall";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld, type World } from "../support/world";

/** The question itself, with the end of text that the protocol puts behind it. */
const QUESTION = "SELECT 1\0";
const LEASE_MS = 2_000;

let world: World;
let stall: Stall;
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  stall = await layStall(databaseUrl);
  world = await buildWorld({
    env: { DATABASE_URL: stall.url, GUEST_LEASE_MS: String(LEASE_MS) },
  });
});
afterAll(async () => {
  expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await world.stop();
  await stall.stop();
  await dropDatabase(inject("postgresUrl"), databaseUrl);
});

const probe = async () => (await fetch(`${world.server.url}/api/ready`)).status;

it("a storm of probes on a slow database is one question at a time, and the sweep goes on", async () => {
  const guest = await world.buildGuest();
  const owner = await world.owner.enter("acme");
  const tab = await guest.enter("acme");
  const slowMs = 2_500;
  stall.hold(QUESTION, slowMs, Infinity);
  const answers: Promise<number>[] = [];
  const begun = performance.now();
  while (performance.now() - begun < 3 * LEASE_MS) {
    answers.push(probe());
    await letPass(25);
  }
  const { id } = await owner.send(world.general.id, "still here?");
  await waitUntil(() => tab.of("message:created").some(({ message }) => message.id === id));
  expect(tab.of("access:changed")).toEqual([]);
  stall.hold(QUESTION, 0, Infinity);
  expect(new Set(await Promise.all(answers))).toEqual(new Set([200]));
  expect(stall.held).toBeLessThanOrEqual(5);
  tab.close();
  owner.close();
});

it("an answer is kept for a moment, and not for long", async () => {
  const before = stall.held;
  for (let n = 0; n < 20; n++) expect(await probe()).toBe(200);
  expect(stall.held - before).toBeLessThanOrEqual(5);
  await letPass(600);
  const later = stall.held;
  await probe();
  expect(stall.held).toBe(later + 1);
});
