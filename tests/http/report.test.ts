import { beforeAll, describe, expect, it } from "vitest";
import type { Channel, Guest, GuestReport } from "@/lib/api-types";
import { createClock } from "@/ui/shell/clock";
import { sendFile } from "../support/files";
import type { Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** What an admin can read, print and keep of a guest's access. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let guest: Person & { guest: Guest };
let kept: Channel;
let former: Channel;
let plan: { id: string };
beforeAll(async () => {
  kept = await world.buildChannel({ name: "kept" });
  former = await world.buildChannel({ name: "former", visibility: "private" });
  guest = await world.buildGuest({ name: "Rae Report", channels: [kept, former] });
  plan = (await sendFile(world.owner, kept, "plan.txt")).file;
});

const report = async (): Promise<GuestReport> =>
  expectStatus(await world.owner.get(`/api/admin/guest/${guest.guest.id}/report`), 200).body;
const say = (by: Person, { id }: Channel, body: string) =>
  by.post(`/api/channels/${id}/messages`, { body });

describe("the report about a guest", () => {
  it("has every change of their access, oldest first, with its receipt", async () => {
    await world.lock(guest.guest.id, "Enough");
    await world.unlock(guest.guest.id);
    const change = { channelIds: [kept.id] };
    const path = `/api/admin/guest/${guest.guest.id}`;
    expectStatus(await say(guest, former, "one"), 201);
    expectStatus(await say(guest, former, "two"), 201);
    expectStatus(await world.owner.call("PATCH", path, change), 200);
    expectStatus(await world.owner.get(`${path}/view`), 200);
    const { guest: now, access } = await report();
    expect(now).toMatchObject({ id: guest.guest.id, name: "Rae Report", channelIds: [kept.id] });
    expect(access.map(({ action }) => action)).toEqual([
      "guest.invited",
      "guest.joined",
      "guest.locked",
      "guest.unlocked",
      "guest.changed",
    ]);
    expect(access[2]?.data).toMatchObject({ reason: "Enough", receipt: { confirmed: true } });
    expect(access[4]?.data.receipt).toMatchObject({ confirmed: true });
  });

  it("names the channels that were given and taken, with their terms, as far as the admin sees them", async () => {
    const admin = await world.buildMember({ role: "admin" });
    const { guest: other } = await world.buildGuest({ name: "Nia", channels: [kept, former] });
    const path = `/api/admin/guest/${other.id}`;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const channels = [{ id: kept.id, history: "joining", expiresAt }];
    const changed = expectStatus(await world.owner.call("PATCH", path, { channels }), 200);
    const { historyFrom } = changed.body.guest.channels[0];
    const namesFor = async (by: Person) =>
      expectStatus(await by.get(`${path}/report`), 200).body.channelNames;
    expect(await namesFor(world.owner)).toEqual([
      { id: former.id, name: "former" },
      { id: kept.id, name: "kept" },
    ]);
    expect(await namesFor(admin)).toEqual([{ id: kept.id, name: "kept" }]);

    const pageFor = async (by: Person): Promise<string> =>
      expectStatus(await by.get(`/w/acme/guests/${other.id}`), 200).body;
    const { full } = createClock("UTC");
    const page = await pageFor(world.owner);
    expect(page).toContain("Reads from the beginning: #kept and #former");
    expect(page).toContain("Taken away: #former");
    expect(page).toContain(`Reads from ${full(historyFrom)}, until ${full(expiresAt)}: #kept`);
    const theirs = await pageFor(admin);
    expect(theirs).toContain("Taken away: a private channel");
    expect(theirs).not.toContain("#former");
  });

  it("has the channels that they are in, and former ones in which they wrote", async () => {
    await sendFile(guest, kept, "answer.txt");
    const { channels } = await report();
    expect(channels).toEqual([
      {
        id: kept.id,
        name: "kept",
        historyFrom: null,
        expiresAt: null,
        messagesWritten: 1,
        filesShared: 1,
      },
      {
        id: former.id,
        name: "former",
        historyFrom: null,
        expiresAt: null,
        messagesWritten: 2,
        filesShared: 0,
      },
    ]);
  });

  it("has the files that they opened, once an hour, and not those that others or nobody did", async () => {
    const open = (by: Person, method: string, id = plan.id) => by.call(method, `/api/files/${id}`);
    expectStatus(await open(world.owner, "GET"), 200);
    expectStatus(await open(guest, "HEAD"), 200);
    expectStatus(
      await world.owner.get(`/api/admin/guest/${guest.guest.id}/view/files/${plan.id}`),
      200,
    );
    const other = (await sendFile(world.owner, kept, "other.txt")).file;
    expectStatus(await open(guest, "GET", other.id), 200);
    await waitUntil(async () => (await report()).downloads.length > 0);
    expect((await report()).downloads).toEqual([
      { file: { id: other.id, name: "other.txt" }, at: expect.any(String) },
    ]);
    for (let times = 0; times < 2; times++) expectStatus(await open(guest, "GET"), 200);
    await waitUntil(async () => (await report()).downloads.length > 1);
    // A full hour may have passed between the two.
    const { downloads } = await report();
    expect(new Set(downloads.map(({ file }) => file.id))).toEqual(new Set([plan.id, other.id]));
    expect(downloads.length).toBeLessThan(4);
  });

  it("has the devices by which they were here, with their addresses, and not those of others", async () => {
    const device = await guest.signIn();
    const tab = await device.enter("acme", { extraHeaders: { cookie: device.cookie } });
    await waitUntil(async () => (await report()).devices.length > 0);
    const { devices } = await report();
    for (const { firstAt, lastAt, address, userAgent } of devices) {
      expect(address).toMatch(/127\.0\.0\.1|::1/);
      expect(Date.parse(firstAt)).toBeLessThanOrEqual(Date.parse(lastAt));
      expect(userAgent).toMatch(/node|undici/i);
    }
    tab.close();
  });
});
