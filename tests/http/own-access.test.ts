import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeLeft } from "@/ui/own-access/describe-left";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
});
afterAll(async () => {
  await database.close();
});

const ask = async (guest: Person) =>
  expectStatus(await guest.get("/api/workspaces/acme/access"), 200).body.access;

describe("a guest's own access", () => {
  it("says who answers for them, until when, and what they have of each channel", async () => {
    const [open, closed] = [
      await world.buildChannel({ name: "aa-open" }),
      await world.buildChannel({ name: "bb-closed", visibility: "private" }),
    ];
    const expiresAt = new Date(Date.now() + 86_400_000);
    const guest = await world.buildGuest({ channels: [open, closed], expiresAt });
    const [from, until] = ["2026-01-02T03:04:05.000Z", "2031-01-02T03:04:05.000Z"];
    await database.query(
      "UPDATE channel_member SET history_from = $1, expires_at = $2 WHERE channel_id = $3 AND user_id = $4",
      [from, until, closed.id, guest.guest.userId],
    );
    const visible = { historyFrom: null, expiresAt: null };
    expect(await ask(guest)).toEqual({
      sponsor: "Olive Owner",
      since: guest.guest.createdAt,
      endsAt: expiresAt.toISOString(),
      channels: [
        { id: open.id, name: "aa-open", visibility: "public", ...visible },
        {
          ...{ id: closed.id, name: "bb-closed", visibility: "private" },
          ...{ historyFrom: from, expiresAt: until },
        },
      ],
      takeout: true,
    });
  });

  it("names the sponsor also where they share no channel, by name alone; or nobody", async () => {
    const room = await world.buildChannel({ visibility: "private" });
    const guest = await world.buildGuest({ channels: [room] });
    const sponsor = await world.buildMember({ name: "Sol Sponsor" });
    const name = (to: string | null) =>
      database.query(
        `UPDATE guest SET sponsor_id = (SELECT id FROM "user" WHERE email = $1) WHERE id = $2`,
        [to, guest.guest.id],
      );
    await name(sponsor.email);
    expect(await ask(guest)).toMatchObject({ sponsor: "Sol Sponsor" });
    expect(JSON.stringify(await ask(guest))).not.toContain(sponsor.email);
    await name(null);
    expect(await ask(guest)).toMatchObject({ sponsor: null });
  });
});

it("says how much time is left, rounded down", () => {
  const [minute, hour] = [60_000, 3_600_000];
  const day = 24 * hour;
  expect([59_999, minute, 2 * hour + 3 * minute, hour].map(describeLeft)).toEqual([
    "less than a minute",
    "1 minute",
    "2 hours and 3 minutes",
    "1 hour",
  ]);
  expect([day, 3 * day + hour, 7 * day + 5 * hour].map(describeLeft)).toEqual([
    "1 day",
    "3 days and 1 hour",
    "7 days",
  ]);
});
