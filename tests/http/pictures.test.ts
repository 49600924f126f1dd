import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makePng, onDisk } from "../support/files";
import { Person } from "../support/person";
import { fetchBytes, isKept, look, put, setPicture } from "../support/pictures";
import { askRaw } from "../support/raw";
import { waitUntil } from "../support/wait";
import { buildWorld, expectStatus, inWorkspace, useWorld } from "../support/world";

const MB = 1024 * 1024;
const OWN = "/api/me/picture";
const ICON = "/api/workspaces/acme/icon";
const missing = crypto.randomUUID();
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-pictures-"));
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
});
const world = useWorld({ dataDir });

const personSeen = async (by: Person, name: string) => {
  const { body } = expectStatus(await by.get("/api/workspaces/acme/people"), 200);
  return body.people.find((one: { name: string }) => one.name === name);
};

describe("a person's picture", () => {
  it("is seen by everybody who knows them, byte by byte", async () => {
    const guest = await world.buildGuest();
    const picture = makePng(16, 16);
    const id = await setPicture(guest, picture);
    expect(await personSeen(world.owner, guest.name)).toMatchObject({ image: id });
    const seats = await guest.get(`/api/channels/${world.general.id}/people`);
    expect(seats.body.people.map((one: { image: string }) => one.image)).toContain(id);
    for (const person of [guest, world.owner]) {
      const answer = await look(person, id);
      expect([answer.status, answer.bytes.equals(picture)]).toEqual([200, true]);
    }
    expect((await fetchBytes(guest, OWN)).bytes.equals(picture)).toBe(true);
  });

  it("takes the place of the one before, whose bytes go", async () => {
    const member = await world.buildMember();
    const first = await setPicture(member, makePng(8, 8));
    expect(isKept(dataDir, first)).toBe(true);
    const second = await setPicture(member, makePng(9, 9));
    expect([isKept(dataDir, first), isKept(dataDir, second)]).toEqual([false, true]);
    expect((await look(member, first)).status).toBe(404);
    expect((await look(member, second)).status).toBe(200);

    expectStatus(await member.call("DELETE", OWN), 200);
    expect(isKept(dataDir, second)).toBe(false);
    expect((await look(member, second)).status).toBe(404);
    expect((await fetchBytes(member, OWN)).status).toBe(404);
    expect(await personSeen(world.owner, member.name)).toMatchObject({ image: null });
    expectStatus(await member.call("DELETE", OWN), 200);
  });

  it("is one, however many are sent at a time", async () => {
    const member = await world.buildMember();
    const before = onDisk(dataDir).length;
    const sent = Array.from({ length: 6 }, (_, i) => setPicture(member, makePng(8 + i, 8)));
    const ids = await Promise.all(sent);
    const { image } = await personSeen(member, member.name);
    expect(ids.filter((id) => isKept(dataDir, id))).toEqual([image]);
    expect(onDisk(dataDir).length).toBe(before + 1);
  });

  it("is kept by a browser, runs nothing and is embedded nowhere else", async () => {
    const id = await setPicture(world.owner, makePng(4, 4));
    const { headers } = await look(world.owner, id);
    expect(headers.get("content-type")).toBe("image/png");
    expect(headers.get("content-disposition")).toBe("inline; filename=picture.png");
    expect(headers.get("cache-control")).toBe("private, max-age=86400, immutable");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("content-security-policy")).toContain("sandbox; default-src 'none'");
    expect((await fetchBytes(world.owner, OWN)).headers.get("cache-control")).toMatch(/no-store/);
  });
});

describe("who may see whose", () => {
  const tell = ({ status, body }: Awaited<ReturnType<typeof look>>) => [status, body];

  it("shows a guest those they share a channel with, and hides the others like a missing one", async () => {
    const shared = await world.buildChannel({ visibility: "private" });
    const guest = await world.buildGuest({ channels: [shared] });
    const stranger = await world.buildMember();
    const other = await world.buildGuest();
    const ids = [stranger, other, world.owner].map((one) => setPicture(one, makePng(6, 6)));
    const [hidden = "", alsoHidden = "", known = ""] = await Promise.all(ids);
    const nothing = tell(await look(guest, missing));
    expect(nothing).toEqual([404, { error: expect.any(String), code: "NOT_FOUND" }]);
    expect(tell(await look(guest, hidden))).toEqual(nothing);
    expect(tell(await look(guest, alsoHidden))).toEqual(nothing);
    expect((await look(guest, known)).status).toBe(200);
    expect((await look(stranger, alsoHidden)).status).toBe(200);

    const seat = { userId: (await personSeen(world.owner, stranger.name)).id };
    expectStatus(await world.owner.post(`/api/channels/${shared.id}/people`, seat), 201);
    expect((await look(guest, hidden)).status).toBe(200);
  });

  it("shows nothing to other workspaces, nor to nobody", async () => {
    const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
    const other = inWorkspace(world.server, world.owner, "other", made.body.channel);
    const stranger = await other.buildMember();
    const member = await world.buildMember();
    const id = await setPicture(member, makePng(5, 5));
    expect((await look(stranger, id)).status).toBe(404);
    expect((await look(stranger, id, "other")).status).toBe(404);
    expect((await look(world.owner, id, "other")).status).toBe(404);
    const nobody = new Person(world.server.url);
    expect((await look(nobody, id)).status).toBe(401);
    expect((await fetchBytes(nobody, OWN)).status).toBe(401);
  });

  it("shows nothing to a guest who was revoked, from the answer on", async () => {
    const guest = await world.buildGuest();
    const ids = [
      await setPicture(world.owner, makePng(7, 7)),
      await setPicture(guest, makePng(7, 7)),
    ];
    const { body } = await put(world.owner, ICON, makePng(7, 7));
    await world.lock(guest.guest.id, "Enough");
    for (const id of [...ids, body.icon as string, missing]) {
      const answer = await look(guest, id);
      expect([answer.status, answer.body]).toMatchObject([
        403,
        { code: "GUEST_LOCKED", reason: "Enough" },
      ]);
    }
    const listed = await guest.get("/api/workspaces");
    expect(listed.body.workspaces).toMatchObject([{ slug: "acme", icon: null }]);
    await world.unlock(guest.guest.id);
    expect((await look(guest, body.icon)).status).toBe(200);
  });

  it("lets a guest who was revoked everywhere put no new face beside their name", async () => {
    const guest = await world.buildGuest();
    const id = await setPicture(guest, makePng(7, 7));
    await world.lock(guest.guest.id);
    const before = onDisk(dataDir);
    // Refused before a byte is looked at, whatever it is.
    for (const bytes of [makePng(8, 8), "not a picture"]) {
      const answer = await put(guest, OWN, bytes);
      expect([answer.status, answer.body.code]).toEqual([403, "FORBIDDEN"]);
    }
    expect(onDisk(dataDir)).toEqual(before);
    expect((await look(world.owner, id)).status).toBe(200);
    // What they had stays beside their name, until they are back without it.
    expectStatus(await guest.call("DELETE", OWN), 200);
    expect((await fetchBytes(guest, OWN)).status).toBe(404);
    expect((await look(world.owner, id)).status).toBe(200);
    await world.unlock(guest.guest.id);
    expect((await look(world.owner, id)).status).toBe(404);
    expect(isKept(dataDir, id)).toBe(false);
  });
});

describe("a guest who is revoked while their picture is coming in", () => {
  it("is refused at its end, and nothing of it stays", async () => {
    const guest = await world.buildGuest();
    const before = onDisk(dataDir);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const answered = fetch(`${world.server.url}${OWN}`, {
      method: "PUT",
      headers: { cookie: guest.cookie },
      duplex: "half",
      body: readable,
    } as RequestInit);
    const picture = makePng(16, 16);
    await writer.write(picture.subarray(0, 30));
    await waitUntil(() => onDisk(dataDir).length === before.length + 1);
    await world.lock(guest.guest.id);
    await writer.write(picture.subarray(30));
    await writer.close();
    const answer = await answered;
    expect([answer.status, (await answer.json()).code]).toEqual([403, "FORBIDDEN"]);
    expect(onDisk(dataDir)).toEqual(before);
    expect(await personSeen(world.owner, guest.name)).toMatchObject({ image: null });
  });
});

describe("the icon of a workspace", () => {
  it("is put and removed by admins, and seen by everybody inside", async () => {
    const [admin, member, guest] = await Promise.all([
      world.buildMember({ role: "admin" }),
      world.buildMember(),
      world.buildGuest(),
    ]);
    for (const person of [member, guest]) {
      expect(await put(person, ICON, makePng(4, 4))).toMatchObject({ status: 403 });
      expect(await person.call("DELETE", ICON)).toMatchObject({ status: 403 });
    }
    const nobody = new Person(world.server.url);
    expect(await put(nobody, ICON, makePng(4, 4))).toMatchObject({ status: 401 });

    const { icon } = expectStatus(await put(admin, ICON, makePng(4, 4)), 200).body;
    for (const person of [world.owner, member, guest]) {
      expect((await look(person, icon)).status).toBe(200);
      const { body } = await person.get("/api/workspaces");
      expect(body.workspaces).toContainEqual(expect.objectContaining({ slug: "acme", icon }));
    }
    const second = expectStatus(await put(world.owner, ICON, makePng(5, 5)), 200).body.icon;
    expect([isKept(dataDir, icon), isKept(dataDir, second)]).toEqual([false, true]);
    const wish = { icon, name: "Acme" };
    expectStatus(await admin.call("PATCH", "/api/workspaces/acme", wish), 400);
    const changed = await admin.call("PATCH", "/api/workspaces/acme", { name: "Acme" });
    expect(changed.body.settings.icon).toBe(second);

    expectStatus(await admin.call("DELETE", ICON), 200);
    expect(isKept(dataDir, second)).toBe(false);
    expect((await look(member, second)).status).toBe(404);
    const { body } = await admin.get("/api/workspaces/acme");
    expect(body.settings.icon).toBeNull();
  });
});

describe("what is refused", () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`;
  const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
  const cases: [what: string, bytes: Buffer | string][] = [
    ["an SVG", svg],
    ["an SVG with a prologue", `<?xml version="1.0"?>${svg}`],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a GIF", gif],
    ["half a PNG", makePng(4, 4).subarray(0, 20)],
    ["a PNG that is too wide", makePng(1025, 1)],
    ["a PNG that is too high", makePng(1, 1025)],
    ["nothing", ""],
  ];
  it.each(cases)("%s", async (_what, bytes) => {
    const before = onDisk(dataDir);
    for (const address of [OWN, ICON]) {
      const answer = await put(world.owner, address, bytes);
      expect([answer.status, answer.body.code]).toEqual([400, "VALIDATION"]);
    }
    expect(onDisk(dataDir)).toEqual(before);
  });

  it("more than a megabyte, announced or not; not one of exactly that", async () => {
    const before = onDisk(dataDir).length;
    const cookie: [string, string] = ["Cookie", world.owner.cookie];
    const parts = new ReadableStream({
      start(controller) {
        controller.enqueue(new Uint8Array(pad(MB + 1)));
        controller.close();
      },
    });
    const sent = {
      method: "PUT",
      headers: { cookie: world.owner.cookie },
      duplex: "half" as const,
    };
    const unannounced = await fetch(`${world.server.url}${OWN}`, { ...sent, body: parts });
    expect([unannounced.status, await unannounced.json()]).toMatchObject([
      413,
      { code: "TOO_LARGE" },
    ]);
    const options = { method: "PUT", headers: [cookie], body: pad(MB + 1) };
    expect((await askRaw(world.server.url, ICON, options)).status).toBe(413);
    expect(onDisk(dataDir).length).toBe(before);
    const member = await world.buildMember();
    expectStatus(await put(member, OWN, makePng(1024, 1024)), 200);
    expectStatus(await put(member, OWN, pad(MB)), 200);
  });

  it("an address of one's own choosing, which would count everybody's visits elsewhere", async () => {
    for (const image of ["https://tracker.test/pixel.png", missing, null]) {
      const answer = await world.owner.post("/api/auth/update-user", {
        name: "Olive Owner",
        image,
      });
      expect([answer.status, answer.body.code]).toEqual([400, "VALIDATION"]);
    }
    const { body } = await world.owner.get("/api/auth/get-session");
    expect(body.user.image).not.toMatch(/tracker/);
  });

  it("more than 20 a minute", async () => {
    const strict = await buildWorld({
      env: { RATE_LIMITS: "on" },
    });
    const tries = Array.from({ length: 21 }, (_, i) =>
      put(strict.owner, i % 2 === 0 ? OWN : ICON, makePng(2, 2)),
    );
    const refused = (await Promise.all(tries)).filter(({ status }) => status !== 200);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([[429, "RATE_LIMITED"]]);
    expect(strict.server.unexpected()).toEqual([]);
    await strict.stop();
  }, 90_000);
});

/** A picture of so many bytes: what stands after its end is nobody's business. */
function pad(size: number): Buffer {
  const picture = makePng(4, 4);
  return Buffer.concat([picture, Buffer.alloc(size - picture.length)]);
}
