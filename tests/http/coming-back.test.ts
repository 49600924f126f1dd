import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { createDatabase } from "../support/services/postgres";
import { buildWorld, expectStatus, type World } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
let world: World;
let database: PendingChanges;
beforeAll(async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  world = await buildWorld({ env: { DATABASE_URL: databaseUrl, GUEST_LEASE_MS: "20000" } });
  database = await openPendingChanges(databaseUrl);
});
afterAll(async () => {
  await database.close();
  expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
  await world.stop();
});

const GONE = { status: 410, body: { code: "INVITE_GONE" } };

describe("a guest who is being removed", () => {
  it("does not come back through a link while the removal is not committed yet", async () => {
    const person = await world.buildGuest();
    const token = await world.inviteGuest();
    // The removal has deleted the guest, and waits for the seats.
    const statement = "SELECT 1 FROM channel_member WHERE user_id = $1 FOR UPDATE";
    const ask = async () => {
      const removing = world.owner.call("DELETE", `/api/admin/guest/${person.guest.id}`);
      await database.untilWaiting(1);
      return Promise.all([removing, person.post(`/api/invites/${token}/accept`)]);
    };
    const [removal, acceptance] = await database.overtake(statement, [person.guest.userId], ask, 2);
    expectStatus(removal, 200);
    expect(acceptance).toMatchObject(GONE);
    expect((await person.get("/api/workspaces")).body).toEqual({ workspaces: [] });
  });
});
