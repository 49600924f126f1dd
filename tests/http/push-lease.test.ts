import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import webPush from "web-push";
import type { Person } from "../support/person";
import { type PushBrowser, type PushService, startPushService } from "../support/push-service";
import { letPass, waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const LEASE_MS = 3_000;
const AT_ONCE = 20;

let service: PushService;
let database: pg.Client;
const { publicKey, privateKey } = webPush.generateVAPIDKeys();
beforeAll(async () => {
  service = await startPushService();
});
afterAll(() => service.stop());
const world = useWorld(() => ({
  env: {
    ...service.env,
    GUEST_LEASE_MS: String(LEASE_MS),
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: "mailto:operator@acme.test",
  },
}));
beforeAll(async () => {
  database = new pg.Client(world.databaseUrl);
  await database.connect();
});
afterAll(() => database.end());

it("a guest's push that waited for a lease is given up, though no cut came by", async () => {
  const member = await world.buildMember();
  for (let i = 0; i < AT_ONCE; i++) await subscribe(member);
  const guest = await world.buildGuest();
  const theirs = await subscribe(guest);
  const memberId = (await member.get("/api/auth/get-session")).body.user.id as string;
  const before = service.taken.length;

  service.hold();
  try {
    const path = `/api/channels/${world.general.id}/messages`;
    const body = `<@${memberId}> <@${guest.guest.userId}> both of you`;
    expectStatus(await world.owner.post(path, { body }), 201);
    await waitUntil(() => service.taken.length === before + AT_ONCE);
    // As another node would commit it whose word does not arrive here.
    await database.query("UPDATE guest SET locked_at = now() WHERE id = $1", [guest.guest.id]);
    await letPass(LEASE_MS, "the lease runs out");
  } finally {
    service.release();
  }

  const later = await world.buildMember();
  const witness = await subscribe(later);
  const laterId = (await later.get("/api/auth/get-session")).body.user.id as string;
  const path = `/api/channels/${world.general.id}/messages`;
  expectStatus(await world.owner.post(path, { body: `<@${laterId}> after` }), 201);
  await waitUntil(() => witness.read().length === 1);
  expect(theirs.read()).toEqual([]);
});

async function subscribe(person: Person): Promise<PushBrowser> {
  const browser = service.subscribe();
  expectStatus(await person.call("PUT", "/api/me/push", browser.subscription), 201);
  return browser;
}
