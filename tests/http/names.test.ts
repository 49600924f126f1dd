import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Guest, Message, Person as Known } from "@/lib/api-types";
import { makePng } from "../support/files";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import { Person } from "../support/person";
import { isKept, look, setPicture } from "../support/pictures";
import { expectStatus, inWorkspace, useWorld, type World } from "../support/world";

/** On Postgres: PGlite does one thing at a time and would hide the races. */
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-names-"));
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
});
const world = useWorld({ dataDir });
/** Where people are let in while their access to the first workspace has ended. */
let elsewhere: World;
let database: PendingChanges;
beforeAll(async () => {
  database = await openPendingChanges(world.databaseUrl);
  const made = await world.owner.post("/api/workspaces", { name: "Other", slug: "other" });
  const wish = { guestDirect: true };
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", wish), 200);
  elsewhere = inWorkspace(world.server, world.owner, "other", made.body.channel);
});
afterAll(async () => {
  await database.close();
});

const rename = (person: Person, name: string) =>
  person.post("/api/auth/update-user", { name }, { origin: world.server.url });
const renameWorkspace = async (name: string) =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { name }), 200);
const readText = async (by: Person, address: string) => {
  const { body, status } = await by.get(address);
  expect([address, status]).toEqual([address, 200]);
  return typeof body === "string" ? body : JSON.stringify(body);
};

type Insider = Person & { guest: Guest };

async function write(person: Person, body: string, more: object = {}): Promise<Message> {
  const address = `/api/channels/${world.general.id}/messages`;
  return expectStatus(await person.post(address, { body, ...more }), 201).body.message;
}

async function record(slug = "acme"): Promise<AuditEvent[]> {
  return (await world.owner.get(`/api/admin/audit?workspace=${slug}`)).body.events;
}

async function known(to: Person, name: string, slug = "acme"): Promise<Known | undefined> {
  const { people } = expectStatus(await to.get(`/api/workspaces/${slug}/people`), 200).body;
  return people.find((one: Known) => one.name === name);
}

/** Where in the workspace somebody is called this, of all places that have names in them. */
async function findName(name: string, thread: Message, words: string): Promise<string[]> {
  const { owner, general } = world;
  const tab = await owner.enter("acme");
  const synced = await tab.emit("sync", { cursors: { [general.id]: 0 } });
  tab.close();
  const addresses = [
    `/api/channels/${general.id}/messages?limit=200`,
    `/api/messages/${thread.id}/thread`,
    `/api/channels/${general.id}/pins`,
    `/api/channels/${general.id}/people`,
    "/api/workspaces/acme/people",
    "/api/workspaces/acme/threads",
    "/api/workspaces/acme/channels",
    "/api/workspaces/acme/export",
    `/api/workspaces/acme/search?q=${encodeURIComponent(words)}`,
    "/api/admin/guest?workspace=acme",
    "/api/admin/audit?workspace=acme",
    `/w/acme/c/${general.id}`,
  ];
  const read = addresses.map(async (address) => [address, await readText(owner, address)] as const);
  const places = [...(await Promise.all(read)), ["sync", JSON.stringify(synced)] as const];
  return places.flatMap(([place, text]) =>
    text.includes(name) ? place.split("?").slice(0, 1) : [],
  );
}

const WAYS = ["locked", "expired", "removed", "removed as a member"] as const;
type Way = (typeof WAYS)[number];

interface Ended {
  person: Person;
  userId: string;
  guestId: string;
  /** What they wrote here. */
  begun: Message;
}

/** Somebody with words here, whose access ends while they are let in elsewhere. */
async function endAccess(way: Way, name: string, picture?: Buffer): Promise<Ended> {
  const isMember = way === "removed as a member";
  const person = isMember ? await world.buildMember({ name }) : await world.buildGuest({ name });
  const guestId = (person as Insider).guest?.id ?? "";
  await elsewhere.buildGuest({ as: person });
  const userId = (await known(world.owner, name))?.id ?? "";
  if (picture) await setPicture(person, picture);
  const begun = await write(person, `${name} begins`);
  await write(world.owner, `answers <@${userId}>`, { parentId: begun.id });
  expectStatus(await world.owner.call("PUT", `/api/messages/${begun.id}/pin`), 200);
  const direct = { userIds: [userId] };
  expectStatus(await world.owner.post("/api/workspaces/acme/direct", direct), 201);
  if (way === "locked") await world.lock(guestId);
  if (way === "expired") await endTime(guestId);
  if (way === "removed") await remove(`/api/admin/guest/${guestId}`);
  if (isMember) {
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    const { id } = members.find((one: { userId: string }) => one.userId === userId);
    await remove(`/api/workspaces/acme/members/${id}`);
  }
  expect((await person.get("/api/workspaces/acme/people")).status).not.toBe(200);
  return { person, userId, guestId, begun };
}

const endTime = (guestId: string) =>
  database.query("UPDATE guest SET expires_at = now() - interval '1 second' WHERE id = $1", [
    guestId,
  ]);
const remove = async (address: string) =>
  expectStatus(await world.owner.call("DELETE", address), 200);

/** Lets somebody in again, in the way that fits. */
async function letBackIn(way: Way, { person, guestId }: Ended): Promise<void> {
  if (way === "locked") await world.unlock(guestId);
  else if (way === "expired") {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    expectStatus(
      await world.owner.call("PATCH", `/api/admin/guest/${guestId}`, { expiresAt }),
      200,
    );
  } else if (way === "removed") await world.buildGuest({ as: person });
  else {
    const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
    expectStatus(await person.post(`/api/invites/${made.body.invite.token}/accept`), 200);
  }
}

const readAuthor = async (message: Message) => {
  const address = `/api/channels/${world.general.id}/messages?before=${message.seq + 1}&limit=1`;
  return (await world.owner.get(address)).body.messages[0].author;
};

describe.each(WAYS)("whoever was %s", (way) => {
  it("keeps their name here, whatever they call themselves elsewhere, until they are back", async () => {
    const name = `Nora ${way}`;
    const ended = await endAccess(way, name);
    const { person, begun, userId } = ended;
    expectStatus(await rename(person, `Shouted ${way} once`), 200);
    expectStatus(await rename(person, `Shouted ${way}`), 200);
    // What ends a session is on record here too.
    expectStatus(await (await person.signIn()).post("/api/auth/sign-out"), 200);

    expect(await findName(`Shouted ${way}`, begun, `${name} begins`)).toEqual([]);
    expect(await findName(name, begun, `${name} begins`)).toContain(
      "/api/workspaces/acme/channels",
    );
    const asked = `/api/workspaces/acme/people/${userId}`;
    // Whoever can be let back is listed, and needs nobody to be asked for their name.
    const former = way.startsWith("removed") ? name : null;
    expect((await world.owner.get(asked)).body).toEqual({ name: former, zone: null });
    const elsewhereOnly = await world.buildGuest({ channels: [await world.buildChannel()] });
    expect((await (await world.buildGuest()).get(asked)).body).toEqual({
      name: former,
      zone: null,
    });
    expect((await elsewhereOnly.get(asked)).body).toEqual({ name: null, zone: null });
    const unpinned = await world.owner.call("DELETE", `/api/messages/${begun.id}/pin`);
    expect(unpinned.body.message.author).toMatchObject({ name });
    const search = (from: string) =>
      world.owner.get(
        `/api/workspaces/acme/search?q=${encodeURIComponent(`from:"${from}" begins`)}`,
      );
    expect((await search(`shouted ${way}`)).body.hits).toEqual([]);
    expect((await search(name)).body.hits).toHaveLength(1);
    expect(await known(world.owner, `Shouted ${way}`, "other")).toMatchObject({ id: userId });

    await letBackIn(way, ended);
    expect(await readAuthor(begun)).toMatchObject({ name: `Shouted ${way}` });
    expect(await known(world.owner, `Shouted ${way}`)).toMatchObject({ id: userId });
    const newest = (await record()).slice(0, 2);
    expect(newest).toContainEqual(
      expect.objectContaining({
        action: way === "removed as a member" ? "member.renamed" : "guest.renamed",
        actor: null,
        data: expect.objectContaining({ from: name, to: `Shouted ${way}` }),
      }),
    );
    // The new name is shown because the lock is off.
    if (way === "locked") expect(newest[1]).toMatchObject({ action: "guest.unlocked" });
  });

  it("keeps their face here, whatever they look like elsewhere, until they are back", async () => {
    const ended = await endAccess(way, `Fay ${way}`, makePng(8, 8));
    const { person, begun, userId } = ended;
    const [{ image: first }] = await database
      .query<{ image: string }>('SELECT image FROM "user" WHERE id = $1', [userId])
      .then((found) => [found[0] ?? { image: "" }] as const);
    const second = await setPicture(person, makePng(9, 9));
    expect([isKept(dataDir, first), isKept(dataDir, second)]).toEqual([true, true]);
    expect((await look(world.owner, first)).status).toBe(200);
    expect((await look(world.owner, second)).status).toBe(404);
    expect((await look(world.owner, second, "other")).status).toBe(200);
    expect((await look(world.owner, first, "other")).status).toBe(404);
    expect(await readAuthor(begun)).toMatchObject({ image: first });
    const listed = await known(world.owner, `Fay ${way}`);
    if (listed) expect(listed.image).toBe(first);

    expectStatus(await person.call("DELETE", "/api/me/picture"), 200);
    expect([isKept(dataDir, first), isKept(dataDir, second)]).toEqual([true, false]);
    expect((await look(world.owner, first)).status).toBe(200);

    await letBackIn(way, ended);
    expect(isKept(dataDir, first)).toBe(false);
    expect((await look(world.owner, first)).status).toBe(404);
    expect(await known(world.owner, `Fay ${way}`)).toMatchObject({ image: null });
    expect((await record()).slice(0, 2)).toContainEqual(
      expect.objectContaining({
        actor: null,
        data: expect.objectContaining({ picture: null, former: first }),
      }),
    );
  });
});

describe("whoever was locked and is expired", () => {
  it("keeps their name until neither holds", async () => {
    const ended = await endAccess("locked", "Nora both");
    const { person, begun, guestId } = ended;
    expectStatus(await rename(person, "Shouted both"), 200);
    await endTime(guestId);
    await world.unlock(guestId);
    expect(await readAuthor(begun)).toMatchObject({ name: "Nora both" });
    await letBackIn("expired", ended);
    expect(await readAuthor(begun)).toMatchObject({ name: "Shouted both" });
  });
});

describe("a name that is changed while access ends", () => {
  it("is not seen where the end is committed first", async () => {
    for (const way of ["locked", "removed"]) {
      const name = `Rae ${way}`;
      const person = await world.buildGuest({ name });
      const { id } = person.guest;
      await elsewhere.buildGuest({ as: person });
      const begun = await write(person, `${name} begins`);
      const statement =
        way === "locked"
          ? "UPDATE guest SET locked_at = now() WHERE id = $1"
          : "SELECT 1 FROM channel_member WHERE user_id = $1 FOR UPDATE";
      const late = async () => {
        const ending = way === "removed" && world.owner.call("DELETE", `/api/admin/guest/${id}`);
        if (ending) await database.untilWaiting(1);
        return Promise.all([rename(person, `Late ${way}`), ending]);
      };
      const values = [way === "locked" ? id : person.guest.userId];
      const [answer] = await database.overtake(statement, values, late, way === "locked" ? 1 : 2);
      expectStatus(answer, 200);
      expect(await readAuthor(begun)).toMatchObject({ name });
    }
  });

  it("is seen where it is committed first, and else is not", async () => {
    const person = await world.buildGuest({ name: "Ria Early" });
    const { id } = person.guest;
    await elsewhere.buildGuest({ as: person });
    const begun = await write(person, "Ria begins");
    // Whoever is renamed holds their rows when the new name is to be written.
    const statement = 'SELECT 1 FROM "user" WHERE id = $1 FOR UPDATE';
    const both = async () => {
      const renaming = rename(person, "Ria Renamed");
      await database.untilWaiting(1);
      return Promise.all([renaming, world.lock(id)]);
    };
    const [answer, { guest }] = await database.overtake(statement, [person.guest.userId], both, 2);
    // The end waits for what is under way, for a moment, and then ends it.
    expect([200, 503]).toContain(answer.status);
    const name = answer.status === 200 ? "Ria Renamed" : "Ria Early";
    expect(guest).toMatchObject({ name, status: "locked" });
    expectStatus(await rename(person, "Ria Again"), 200);
    expect(await readAuthor(begun)).toMatchObject({ name });
  });
});

describe("a name that is changed while somebody comes in", () => {
  it("is what is on record there", async () => {
    const person = await elsewhere.buildGuest({ name: "Una Before" });
    const token = await world.inviteGuest();
    const changing = async () => {
      const renaming = rename(person, "Una After");
      await database.untilWaiting(1);
      return Promise.all([renaming, person.post(`/api/invites/${token}/accept`)]);
    };
    // The name is set, and where the person has access is read, when the change is to be put on record elsewhere.
    const statement = "SELECT 1 FROM organization WHERE slug = $1 FOR UPDATE";
    const answers = await database.overtake(statement, ["other"], changing, 2);
    for (const answer of answers) expectStatus(answer, 200);
    expect((await record())[0]).toMatchObject({
      action: "guest.joined",
      actor: { name: "Una After" },
      target: { name: "Una After" },
    });
  });
});

describe("whoever has no access any more", () => {
  const tellsOf = async (person: Person, name: string) => {
    const listed = await readText(person, "/api/workspaces");
    const screen = await readText(person, "/w/acme/locked");
    return [listed.includes(name), screen.includes(name)];
  };

  it("is not told what the workspace is called later, until they are back", async () => {
    const [locked, expired, removed] = await Promise.all([
      world.buildGuest(),
      world.buildGuest(),
      world.buildGuest(),
    ]);
    await world.lock(locked.guest.id);
    await endTime(expired.guest.id);
    await remove(`/api/admin/guest/${removed.guest.id}`);
    await renameWorkspace("Quiet Merger");
    await renameWorkspace("Quiet Merger Inc");
    for (const person of [locked, expired]) {
      expect(await tellsOf(person, "Quiet Merger")).toEqual([false, false]);
      expect(await tellsOf(person, "Acme")).toEqual([true, true]);
    }
    expect(await tellsOf(removed, "Quiet Merger")).toEqual([false, false]);
    expect(await tellsOf(removed, "Acme")).toEqual([false, true]);
    await world.unlock(locked.guest.id);
    expect((await locked.get("/api/workspaces")).body.workspaces).toMatchObject([
      { slug: "acme", name: "Quiet Merger Inc" },
    ]);
    await renameWorkspace("Acme");
  });

  it("is not told it either where the lock is committed first", async () => {
    const person = await world.buildGuest();
    const lock = "UPDATE guest SET locked_at = now() WHERE id = $1";
    await database.overtake(lock, [person.guest.id], () => renameWorkspace("Late Merger"));
    expect(await tellsOf(person, "Late Merger")).toEqual([false, false]);
    await renameWorkspace("Acme");
  });

  it("is not told what the person who invited them is called later", async () => {
    const admin = await world.buildMember({ role: "admin", name: "Ada Before" });
    const person = await elsewhere.buildGuest();
    const made = await admin.post("/api/admin/guest", {
      workspace: "acme",
      channelIds: [world.general.id],
    });
    const { token } = expectStatus(made, 201).body.invite;
    const accepted = await person.post(`/api/invites/${token}/accept`);
    await world.lock(accepted.body.guest.id);
    expectStatus(await rename(admin, "Ada After"), 200);
    expect(await tellsOf(person, "Ada After")).toEqual([false, false]);
    expect(await tellsOf(person, "Ada Before")).toEqual([false, true]);
  });
});

describe("a name", () => {
  const UNSEEN = [
    "\u200b",
    "\u3164",
    "\u2800",
    "\uffa0\u115f",
    "\u0301",
    "Ol\u200bga",
    "Olga\u3164",
    "Olga\u2060",
    "\u202eagol",
    "Ol\u00adga",
  ];

  it("can be seen, and all of it, wherever it comes in", async () => {
    const member = await world.buildMember();
    const token = await world.inviteGuest();
    for (const name of UNSEEN) {
      const account = { name, email: "unseen@guests.test", password: "correct horse battery" };
      for (const answer of [
        await rename(member, name),
        await new Person(world.server.url).post(`/api/invites/${token}/accept`, account),
      ]) {
        expect([name, answer.status]).toEqual([name, 400]);
        expect(answer.body).toMatchObject({ code: "VALIDATION", issues: [{ path: "name" }] });
      }
    }
  });

  it("can be seen where it is that of a channel or a workspace", async () => {
    const channel = await world.buildChannel();
    for (const name of UNSEEN) {
      for (const answer of [
        await world.owner.post("/api/workspaces/acme/channels", { name, visibility: "public" }),
        await world.owner.call("PATCH", `/api/channels/${channel.id}`, { name }),
        await world.owner.call("PATCH", "/api/workspaces/acme", { name }),
        await world.owner.post("/api/workspaces", { name, slug: "unseen" }),
      ]) {
        expect([name, answer.status]).toEqual([name, 400]);
        expect(answer.body).toMatchObject({ code: "VALIDATION", issues: [{ path: "name" }] });
      }
    }
  });

  it("is not all that has to be seen: a message, too", async () => {
    const path = `/api/channels/${world.general.id}/messages`;
    for (const body of ["\u200b\u3164", "\u2800 \n\u00ad", "\u2060"]) {
      const answer = await world.owner.post(path, { body });
      expect([body, answer.status]).toEqual([body, 400]);
      expect(answer.body).toMatchObject({ code: "VALIDATION", issues: [{ path: "body" }] });
    }
    expectStatus(await world.owner.post(path, { body: "❤️" }), 201);
  });

  it("of a channel is another's if only normalisation, case, width, spaces or the unseen tell them apart", async () => {
    const make = (name: string) =>
      world.owner.post("/api/workspaces/acme/channels", { name, visibility: "public" });
    const alike = [
      ["Büro", "Bu\u0308ro", "BÜRO", "Ｂüro"],
      ["a b", "a  b", " A\u00a0b "],
      ["می\u200cخواهم", "میخواهم"],
      ["Istanbul", "ISTANBUL"],
    ];
    for (const [first = "", ...others] of alike) {
      const { id } = expectStatus(await make(first), 201).body.channel;
      for (const name of others) expect([name, (await make(name)).status]).toEqual([name, 409]);
      expectStatus(
        await world.owner.call("PATCH", `/api/channels/${id}`, { name: others[0] }),
        200,
      );
    }
    const buro = expectStatus(await make("Buro"), 201).body.channel;
    const renamed = world.owner.call("PATCH", `/api/channels/${buro.id}`, { name: "bÜro" });
    expect((await renamed).status).toBe(409);
  });

  it("has what its script needs, in one spelling", async () => {
    const member = await world.buildMember();
    for (const [name, kept] of [
      ["علی\u200cرضا", "علی\u200cرضا"],
      ["श्री राजेश्\u200dवर", "श्री राजेश्\u200dवर"],
      ["Mia 👩\u200d👩\u200d👧", "Mia 👩\u200d👩\u200d👧"],
      ["Zoe\u0308", "Zoë"],
      ["\u3000Olga\u00a0\u2003Owner\u2009", "Olga Owner"],
    ] as const) {
      expectStatus(await rename(member, name), 200);
      expect((await member.get("/api/auth/get-session")).body.user.name).toBe(kept);
    }
  });

  it("is on record when it changes, wherever the person has access, and nowhere else", async () => {
    const person = await world.buildGuest({ name: "Rex Before" });
    const { id } = person.guest;
    expectStatus(
      await world.owner
        .post("/api/workspaces/other/invites", { role: "member" })
        .then(({ body }) => person.post(`/api/invites/${body.invite.token}/accept`)),
      200,
    );
    const changes = async (slug: string) =>
      (await record(slug)).filter(({ actor }) => actor?.id === person.guest.userId);
    const before = [(await changes("acme")).length, (await changes("other")).length];
    expectStatus(await rename(person, "Rex After"), 200);
    expectStatus(await rename(person, "Rex After"), 200);
    expect((await changes("acme")).length - (before[0] ?? 0)).toBe(1);
    expect((await changes("acme"))[0]).toMatchObject({
      action: "guest.renamed",
      actor: { name: "Rex Before" },
      target: { type: "guest", id, name: "Rex After" },
      data: { from: "Rex Before", to: "Rex After" },
    });
    expect((await changes("other"))[0]).toMatchObject({
      action: "member.renamed",
      target: { type: "member", name: "Rex After" },
    });
    const image = await setPicture(person, makePng(4, 4));
    expect((await changes("acme"))[0]).toMatchObject({
      action: "guest.picture_changed",
      data: { picture: image, former: null },
    });
    expectStatus(await person.call("DELETE", "/api/me/picture"), 200);
    expectStatus(await person.call("DELETE", "/api/me/picture"), 200);
    expect((await changes("other"))[0]).toMatchObject({
      action: "member.picture_changed",
      data: { picture: null, former: image },
    });
    await world.lock(id);
    const [shown, elsewhereShown] = [await changes("acme"), await changes("other")];
    expectStatus(await rename(person, "Rex Elsewhere"), 200);
    expect(await changes("acme")).toEqual(shown);
    expect((await changes("other")).length).toBe(elsewhereShown.length + 1);
  });

  it("is told as it is now to those who see somebody type", async () => {
    const person = await world.buildGuest({ name: "Tia Typist" });
    const [theirs, ours] = [await person.enter("acme"), await world.owner.enter("acme")];
    expectStatus(await rename(person, "Tia Renamed"), 200);
    await theirs.emit("typing:start", { channelId: world.general.id });
    expect((await ours.next("typing:updated")).user).toMatchObject({ name: "Tia Renamed" });
    theirs.close();
    ours.close();
  });
});

describe("two who look alike", () => {
  it("are told apart: the guest of them by their sponsor, or their address, and on record", async () => {
    const person = await world.buildGuest({ name: "Gus Guest" });
    expect(await known(world.owner, "Gus Guest")).toMatchObject({ alike: null });
    expectStatus(await rename(person, "Оlive  0wner"), 200);
    expect(await known(world.owner, "Оlive 0wner")).toMatchObject({
      sponsor: "Olive Owner",
      alike: { name: "Olive Owner", email: null },
    });
    expect(await known(world.owner, "Olive Owner")).toMatchObject({ as: "owner", alike: null });
    expect((await record())[0]).toMatchObject({
      action: "guest.renamed",
      data: { from: "Gus Guest", to: "Оlive 0wner", alike: "Olive Owner" },
    });

    const twin = await world.buildGuest({ name: "OLIVE OWNER" });
    expect((await record())[0]).toMatchObject({
      action: "guest.joined",
      data: { alike: "Olive Owner" },
    });
    const alike = { name: "Olive Owner", email: twin.email };
    expect(await known(world.owner, "OLIVE OWNER")).toMatchObject({ alike });
    // A guest is told no address of another.
    expect(await known(person, "OLIVE OWNER")).toMatchObject({ alike: { ...alike, email: null } });
    await rename(person, "Gus Guest");
    await rename(twin, "Tom Twin");
    expect(await known(world.owner, "Gus Guest")).toMatchObject({ alike: null });
  });

  it("and are both members are told apart by their addresses, and to guests not at all", async () => {
    const [one, other] = [
      await world.buildMember({ name: "Alex Kim" }),
      await world.buildMember({ name: "alex kim" }),
    ];
    const guest = await world.buildGuest({ channels: [world.general] });
    const alike = async (reader: Person) =>
      [await known(reader, "Alex Kim"), await known(reader, "alex kim")].map((it) => it?.alike);
    expect(await alike(world.owner)).toEqual([
      { name: "alex kim", email: one.email },
      { name: "Alex Kim", email: other.email },
    ]);
    expect(await alike(guest)).toEqual([null, null]);
  });

  it("are not spoken of to whoever may not know one of them", async () => {
    const room = await world.buildChannel({ visibility: "private" });
    await world.buildMember({ name: "Hidden Hal" });
    const person = await world.buildGuest({ name: "Hidden Hal", channels: [room] });
    const reader = await world.buildGuest({ channels: [room] });
    expect(await known(reader, "Hidden Hal")).toMatchObject({ as: "guest", alike: null });
    expect(await known(person, "Hidden Hal")).toMatchObject({ as: "guest", alike: null });
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    const both = people.filter((one: Known) => one.name === "Hidden Hal");
    expect(both.map((one: Known) => [one.as, one.alike?.name])).toEqual([
      ["guest", "Hidden Hal"],
      ["member", undefined],
    ]);
  });
});

describe("the sponsor of a guest", () => {
  it("is named to their own guest, and to another one where they share a channel and only there", async () => {
    const room = await world.buildChannel({ visibility: "private" });
    const admin = await world.buildMember({ role: "admin", name: "Sol Sponsor" });
    const seat = await known(world.owner, "Sol Sponsor");
    expectStatus(
      await world.owner.post(`/api/channels/${room.id}/people`, { userId: seat?.id }),
      201,
    );
    const invite = async () =>
      expectStatus(
        await admin.post("/api/admin/guest", { workspace: "acme", channelIds: [room.id] }),
        201,
      ).body.invite.token as string;
    const guest = new Person(world.server.url, "Ned Newcomer", `ned-${Date.now()}@guests.test`);
    const { name, email, password } = guest;
    expectStatus(
      await guest.post(`/api/invites/${await invite()}/accept`, { name, email, password }),
      200,
    );
    const peer = await world.buildGuest({ channels: [room] });
    const sponsors = async (reader: Person) => {
      const seats = (await reader.get(`/api/channels/${room.id}/people`)).body.people;
      const listed = await known(reader, "Ned Newcomer");
      return [listed?.sponsor, seats.find((seated: Known) => seated.name === name).sponsor];
    };
    for (const reader of [guest, peer, world.owner]) {
      expect(await sponsors(reader)).toEqual(["Sol Sponsor", "Sol Sponsor"]);
    }
    expectStatus(
      await world.owner.call("DELETE", `/api/channels/${room.id}/people/${seat?.id}`),
      200,
    );
    expect(await sponsors(peer)).toEqual([null, null]);
    for (const reader of [guest, world.owner]) {
      expect(await sponsors(reader)).toEqual(["Sol Sponsor", "Sol Sponsor"]);
    }
  });
});
