import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Guest } from "@/lib/api-types";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { createDatabase } from "../support/services/postgres";
import { waitUntil } from "../support/wait";
import { buildWorld, type World } from "../support/world";

let world: World;
let database: PendingChanges;
beforeAll(async () => {
  const databaseUrl = await createDatabase(inject("postgresUrl"));
  const emptySlot = fileURLToPath(new URL("../support/empty-slot.mjs", import.meta.url));
  world = await buildWorld({
    env: {
      DATABASE_URL: databaseUrl,
      GUEST_LEASE_MS: "20000",
      NODE_OPTIONS: `--import ${emptySlot}`,
    },
  });
  database = await openPendingChanges(databaseUrl);
});
afterAll(async () => {
  await database.close();
  const expected = [/RATE_LIMITS/, /after a committed loss/, /could not be told/];
  expect(world.server.unexpected(...expected)).toEqual([]);
  await world.stop();
});

const statusOf = async (guestId: string): Promise<string | undefined> => {
  const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
  return guests.find(({ id }: Guest) => id === guestId)?.status;
};

describe("while the slot of the realtime server is empty", () => {
  /** What counts connections cannot be answered then. */
  async function toggleSlot(wanted: 200 | 503): Promise<void> {
    world.server.signal("SIGUSR2");
    const path = "/api/admin/guest?workspace=acme";
    await waitUntil(async () => (await world.owner.get(path)).status === wanted);
  }

  it("a revocation is 503 and says that the lock stands, and it does", async () => {
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    await toggleSlot(503);
    const path = `/api/admin/guest/${guest.guest.id}/disconnect`;
    const answer = await world.owner.post(path, { reason: "Enough" });
    await toggleSlot(200);
    expect(answer).toMatchObject({ status: 503, body: { code: "UNAVAILABLE" } });
    expect(answer.body.error).toMatch(/stands/);
    expect(await statusOf(guest.guest.id)).toBe("locked");
    expect((await guest.connect("acme").refused()).code).toBe("GUEST_LOCKED");
    // What nobody cut at once is found by the sweep.
    await tab.closed();
    expect(tab.of("guest:locked")).toMatchObject([{ reason: "Enough" }]);
  });
});
