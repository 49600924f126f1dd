import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { buildWorld, expectStatus } from "../support/world";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const clockOff = pathToFileURL(path.resolve("tests/support/clock-off.mjs")).href;

it.each([-10, 10])(
  "a node whose clock is %i minutes off decides about ends as the database does",
  async (minutes) => {
    const NODE_OPTIONS = `--import ${clockOff}?minutes=${minutes}`;
    const world = await buildWorld({ env: { NODE_OPTIONS } });
    const inMinutes = (n: number) => new Date(Date.now() + n * MINUTE_MS).toISOString();
    const invite = (expiresAt: string) =>
      world.owner.post("/api/admin/guest", {
        workspace: world.slug,
        channelIds: [world.general.id],
        expiresAt,
      });
    expect((await invite(inMinutes(5))).status).toBe(201);
    expect(await invite(inMinutes(-5))).toMatchObject({
      status: 400,
      body: { code: "VALIDATION" },
    });

    const guest = await world.buildGuest({ expiresAt: new Date(inMinutes(5)) });
    const change = (expiresAt: string) =>
      world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, { expiresAt });
    expect((await change(inMinutes(-5))).status).toBe(400);
    expect((await change(inMinutes(5))).body.guest).toMatchObject({ status: "active" });
    const read = await guest.get(`/api/channels/${world.general.id}/messages`);
    expect(read.status).toBe(200);

    const { body } = await world.owner.get(`/api/admin/guest?workspace=${world.slug}`);
    for (const { linkExpiresAt } of body.invites as { linkExpiresAt: string }[]) {
      expect(Math.abs(Date.parse(linkExpiresAt) - Date.now() - 14 * DAY_MS)).toBeLessThan(
        MINUTE_MS,
      );
    }
    expect(body.invites.length).toBeGreaterThan(0);

    const { email } = await world.buildMember();
    const people = (await world.owner.get("/api/workspaces/acme/members")).body.members;
    const member = (people as { id: string; email: string }[]).find((one) => one.email === email);
    const another = await world.buildGuest();
    const receipts = [(await world.lock(another.guest.id)).receipt];
    for (const gone of [`admin/guest/${guest.guest.id}`, `workspaces/acme/members/${member?.id}`]) {
      const answer = await world.owner.call("DELETE", `/api/${gone}`);
      receipts.push(expectStatus(answer, 200).body.receipt);
    }
    for (const { at } of receipts) {
      expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(MINUTE_MS);
    }
    expect(world.server.unexpected(/RATE_LIMITS/)).toEqual([]);
    await world.stop();
  },
);
