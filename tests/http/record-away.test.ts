import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Guest } from "@/lib/api-types";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { useWorld } from "../support/world";

const world = useWorld({
  env: { GUEST_LEASE_MS: "20000" },
  expected: [/not on record/, /request failed/],
});
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  await database.query(`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the record is away'; END $$`);
});
afterEach(() => database.query("DROP TRIGGER IF EXISTS away ON audit_event"));
afterAll(async () => {
  await database.close();
});

const takeAway = () =>
  database.query("CREATE TRIGGER away BEFORE INSERT ON audit_event EXECUTE FUNCTION fail()");
const actionsOn = async (id: string): Promise<string[]> => {
  const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
  return events
    .filter(({ target }: AuditEvent) => target.id === id)
    .map(({ action }: AuditEvent) => action);
};

describe("while nothing can be put on record", () => {
  it("a refusal is a refusal, and the next one is recorded", async () => {
    const member = await world.buildMember();
    const { guest } = await world.buildGuest();
    const attempt = () => member.post(`/api/admin/guest/${guest.id}/disconnect`);
    await takeAway();
    expect(await attempt()).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
    await database.query("DROP TRIGGER away ON audit_event");
    expect((await attempt()).status).toBe(403);
    expect(await actionsOn(guest.id)).toEqual(["access.denied", "guest.joined"]);
  });

  it("nobody is unlocked", async () => {
    const { guest } = await world.buildGuest();
    await world.lock(guest.id, "Enough");
    await takeAway();
    const answer = await world.owner.post(`/api/admin/guest/${guest.id}/unlock`);
    expect(answer.status).toBeGreaterThanOrEqual(500);
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    expect(guests.find(({ id }: Guest) => id === guest.id).status).toBe("locked");
  });
});
