import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

/** The words of a page, as a reader finds them before any script runs. */
async function readPage(person: Person, address: string, status = 200): Promise<string> {
  const page = expectStatus(await person.get(address), status);
  const markup = String(page.body).replace(/<script[\s\S]*?<\/script>/g, "");
  return markup.replace(/<!-- -->/g, "").replace(/<[^>]+>/g, "\n");
}

const readScreen = (guest: Person) => readPage(guest, "/w/acme/locked");

const setSponsor = (guestId: string, email: string | null) =>
  database.query(
    `UPDATE guest SET sponsor_id = (SELECT id FROM "user" WHERE email = $1) WHERE id = $2`,
    [email, guestId],
  );

const change = async (settings: object) =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", settings), 200);

async function removeMember(email: string): Promise<void> {
  const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
  const { id } = members.find((one: { email: string }) => one.email === email);
  expectStatus(await world.owner.call("DELETE", `/api/workspaces/acme/members/${id}`), 200);
}

describe("the locked screen", () => {
  it("says what happened, why, by which role, and how to reach the sponsor", async () => {
    const [guest, sponsor] = [
      await world.buildGuest(),
      await world.buildMember({ name: "Sol Sponsor" }),
    ];
    await setSponsor(guest.guest.id, sponsor.email);
    await world.lock(guest.guest.id, "The project has ended");
    const screen = await readScreen(guest);
    for (const words of [
      "Your access to Acme ended",
      "An owner of Acme revoked your access.",
      "The project has ended",
      "Sol Sponsor",
      sponsor.email,
    ]) {
      expect(screen).toContain(words);
    }
    expect(screen).not.toMatch(/Olive Owner|general/);
  });

  it("says that no reason was given, and that time is over", async () => {
    const [locked, expired] = [await world.buildGuest(), await world.buildGuest()];
    await world.lock(locked.guest.id);
    const screen = await readScreen(locked);
    expect(screen).not.toContain("has been revoked");
    expect(screen).toContain("No reason was given.");
    await database.query(
      "UPDATE guest SET expires_at = now() - interval '1 second' WHERE id = $1",
      [expired.guest.id],
    );
    expect(await readScreen(expired)).toContain("Your guest access has expired.");
  });

  it("names the sponsor as they were then, or the inviter, and nobody who is not there any more", async () => {
    const [guest, other, gone] = [
      await world.buildGuest(),
      await world.buildGuest(),
      await world.buildGuest(),
    ];
    const sponsor = await world.buildMember({ name: "Sue Before" });
    for (const one of [guest, other, gone]) {
      await setSponsor(one.guest.id, sponsor.email);
      await world.lock(one.guest.id);
    }
    expectStatus(await sponsor.post("/api/auth/update-user", { name: "Sue After" }), 200);
    const screen = await readScreen(guest);
    expect([screen.includes("Sue Before"), screen.includes("Sue After")]).toEqual([true, false]);
    expect(screen).toContain("your contact there, or an admin of Acme.");
    await removeMember(sponsor.email);
    const former = await readScreen(guest);
    expect(former).toContain("ask an admin of Acme.");
    expect(former).not.toMatch(/Sue|@/);
    // Nobody answers for these any more, and their inviter is there. The inviter's address is for nobody.
    for (const one of [other, gone]) {
      await database.query("DELETE FROM kept_name WHERE user_id = $1", [one.guest.userId]);
    }
    expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${gone.guest.id}`), 200);
    for (const one of [other, gone]) {
      const asks = await readScreen(one);
      expect(asks).toMatch(/Olive Owner\s*, who invited you, or an admin of Acme\./);
      expect(asks).not.toMatch(/Sue|@/);
    }
    await database.query(
      `UPDATE guest SET invited_by = (SELECT id FROM "user" WHERE email = $1) WHERE id = $2`,
      [sponsor.email, other.guest.id],
    );
    const later = await readScreen(other);
    expect(later).toContain("ask an admin of Acme.");
    expect(later).not.toMatch(/Sue|@/);
  });

  it("gives the sponsor's address only where the workspace wishes", async () => {
    const guest = await world.buildGuest();
    await world.lock(guest.guest.id);
    await change({ showSponsorEmail: false });
    const screen = await readScreen(guest);
    expect(screen).toContain("Olive Owner");
    expect(screen).not.toContain(world.owner.email);
    await change({ showSponsorEmail: true });
    expect(await readScreen(guest)).toContain(world.owner.email);
  });
});

describe("somebody without a place any more", () => {
  it("is told at the start where they were, and why and whom to ask behind it", async () => {
    const guest = await world.buildGuest();
    await world.lock(guest.guest.id, "Wrong address");
    const removal = await world.owner.call("DELETE", `/api/admin/guest/${guest.guest.id}`);
    expectStatus(removal, 200);
    await readPage(guest, "/w/acme", 404);
    expect(await readPage(guest, "/")).toContain("You were removed from Acme");
    const screen = await readScreen(guest);
    for (const words of ["An owner of Acme removed you", "Wrong address", world.owner.email]) {
      expect(screen).toContain(words);
    }
    await world.buildGuest({ as: guest });
    expectStatus(await guest.post("/api/workspaces/acme/leave"), 200);
    expect(await readPage(guest, "/")).toContain("You left Acme");
    const farewell = await readScreen(guest);
    for (const words of ["You ended your guest access yourself.", "Olive Owner"]) {
      expect(farewell).toContain(words);
    }
    expect(farewell).not.toContain("Wrong address");
  });

  it("is told where they were a member, and not more", async () => {
    const member = await world.buildMember();
    await removeMember(member.email);
    expect(await readPage(member, "/")).toContain("You were removed from Acme");
    await readPage(member, "/w/acme/locked", 404);
    const stranger = await world.buildMember();
    expect((await stranger.get("/")).status).toBe(307);
  });
});
