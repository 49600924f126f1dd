import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent } from "@/lib/api-types";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { useWorld } from "../support/world";

const world = useWorld();
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  await world.lock((await world.buildGuest()).guest.id);
});
afterAll(async () => {
  await database.close();
});

describe("the record", () => {
  it.each([
    "UPDATE audit_event SET action = 'nothing'",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event CASCADE",
    "UPDATE audit_receipt SET receipt = '{}'",
    "DELETE FROM audit_receipt",
    "TRUNCATE audit_receipt",
    "UPDATE audit_line SET hash = ''",
    "DELETE FROM audit_line",
    "TRUNCATE audit_line",
    "UPDATE audit_chain SET n = 0",
    "DELETE FROM audit_chain",
    "DELETE FROM organization",
    "SELECT set_config('gatehouse.clears_record', 'yes', false); DELETE FROM audit_event",
  ])("refuses %s", async (statement) => {
    await expect(database.query(statement)).rejects.toThrow("append-only");
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    expect(events.map(({ action }: AuditEvent) => action)).toEqual([
      "guest.locked",
      "guest.joined",
      "guest.invited",
    ]);
    expect(events[0].data.receipt.confirmed).toBe(true);
  });
});
