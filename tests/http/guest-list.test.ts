import { beforeAll, describe, expect, it } from "vitest";
import type { Guest } from "@/lib/api-types";
import { buildCrowd } from "../support/crowd";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();
const CROWD = 120;

const list = (query = "") => world.owner.get(`/api/admin/guest?workspace=acme${query}`);
const page = async (query: string) => expectStatus(await list(query), 200).body;
const namesOf = ({ guests }: { guests: Guest[] }) => guests.map(({ name }) => name);

let zoe: Person & { guest: Guest };
let channelId: string;
beforeAll(async () => {
  await buildCrowd(world, world.databaseUrl, CROWD);
  const channel = await world.buildChannel();
  channelId = channel.id;
  zoe = await world.buildGuest({ name: "Zoë Zimmer", channels: [channel] });
  const soon = await world.buildGuest({ name: "Ada Ends", accessHours: 48 });
  await world.lock((await world.buildGuest({ name: "Liv Locked" })).guest.id);
  expect(soon.guest.expiresAt).toBeTruthy();
});

async function readAll(query: string, onPage?: (guests: Guest[]) => Promise<void>) {
  const guests: Guest[] = [];
  let cursor = "";
  do {
    const found = await page(`${query}&limit=50&cursor=${cursor}`);
    guests.push(...found.guests);
    cursor = found.next ?? "";
    await onPage?.(found.guests);
  } while (cursor !== "");
  return guests;
}

describe("the list of guests", () => {
  it("has all of them when no page is asked for", async () => {
    const { body } = await list();
    expect(body.guests).toHaveLength(CROWD + 3);
    expect(body).not.toHaveProperty("next");
  });

  it.each(["name", "newest", "ends", "seen"])(
    "comes in pages, each guest once, by %s",
    async (sort) => {
      const all = await readAll(`&sort=${sort}`);
      expect(new Set(all.map(({ id }) => id)).size).toBe(CROWD + 3);
      expect(all).toHaveLength(CROWD + 3);
    },
  );

  it("is sorted by name, by what is newest, and by what ends first", async () => {
    const byName = namesOf(await page("&limit=200"));
    expect(byName[0]).toBe("Ada Ends");
    expect(byName.at(-1)).toBe("Zoë Zimmer");
    expect(byName).toEqual(byName.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    expect(namesOf(await page("&sort=newest&limit=1"))).toEqual(["Liv Locked"]);
    expect(namesOf(await page("&sort=ends&limit=1"))).toEqual(["Ada Ends"]);
  });

  it("goes on after a guest who is gone by then", async () => {
    const gone: string[] = [];
    const all = await readAll("&status=active", async (guests) => {
      const last = guests.at(-1);
      if (gone.length > 0 || !last) return;
      gone.push(last.id);
      expectStatus(await world.owner.call("DELETE", `/api/admin/guest/${last.id}`), 200);
    });
    expect(all).toHaveLength(CROWD + 2);
  });

  it("is filtered by the server, with counts of what each status would show", async () => {
    const total = (await list()).body.guests.length;
    expect((await page("&limit=1")).counts).toEqual({
      all: total,
      active: total - 1,
      locked: 1,
      expired: 0,
      ending: 1,
    });
    expect(namesOf(await page("&status=locked"))).toEqual(["Liv Locked"]);
    expect(namesOf(await page("&status=ending"))).toEqual(["Ada Ends"]);
    const terms = (expiresAt: string | null) =>
      world.owner.call("PATCH", `/api/admin/guest/${zoe.guest.id}`, {
        channels: [{ id: channelId, expiresAt }],
      });
    const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString();
    expectStatus(await terms(tomorrow), 200);
    const soon = await page("&status=ending");
    expectStatus(await terms(null), 200);
    expect([namesOf(soon), soon.counts.ending]).toEqual([["Ada Ends", "Zoë Zimmer"], 2]);
    const found = await page("&q=ZIMMER&status=locked");
    expect(found).toMatchObject({
      guests: [],
      next: null,
      counts: { all: 1, active: 1, locked: 0 },
    });
    expect(namesOf(await page(`&channelId=${channelId}`))).toEqual([zoe.name]);
    expect((await page("&domain=crowd.test&limit=1")).counts.all).toBe(CROWD - 1);
    const sponsorId = zoe.guest.sponsor?.id;
    expect(namesOf(await page(`&sponsorId=${sponsorId}`))).toContain(zoe.name);
    expect(namesOf(await page("&sponsorId=none"))).toEqual([]);
  });

  it("has the open invitations, and what its guests have in common, with its first page", async () => {
    await world.inviteGuest();
    const first = await page("&limit=1&q=nobody%20matches");
    expect(first.invites).toHaveLength(1);
    expect(first.groups.domains).toEqual([
      { domain: "crowd.test", guests: CROWD - 1 },
      { domain: zoe.email.split("@")[1], guests: 3 },
    ]);
    expect(first.groups.sponsors).toEqual([{ ...zoe.guest.sponsor, guests: 3 }]);
    const { next } = await page("&limit=1");
    const second = await page(`&limit=1&cursor=${next}`);
    expect([second.invites, second.groups]).toEqual([[], null]);
  });

  it.each(["limit=0", "limit=201", "status=gone", "sort=size", "cursor=none", "domain=a%20b"])(
    "refuses %s",
    async (query) => {
      expect(await list(`&${query}`)).toMatchObject({ status: 400, body: { code: "VALIDATION" } });
    },
  );
});
