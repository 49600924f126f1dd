import { beforeAll, describe, expect, it } from "vitest";
import type { AuditEvent, Channel, Guest, Person as Known } from "@/lib/api-types";
import { sendFile } from "../support/files";
import { openPendingChanges } from "../support/pending-change";
import type { Json, Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

/** What an admin sees who looks at what a guest sees. */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });
let admin: Person;
let guest: Person & { guest: Guest };
let open: Channel;
let secret: Channel;
let hidden: Channel;
let direct: Channel;
let file: { id: string };
let parentId: string;
beforeAll(async () => {
  admin = await world.buildMember({ role: "admin" });
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true }), 200);
  open = await world.buildChannel();
  secret = await world.buildChannel({ visibility: "private" });
  hidden = await world.buildChannel({ visibility: "private" });
  guest = await world.buildGuest({ channels: [open, secret] });
  await world.buildGuest({ channels: [open] });
  file = (await sendFile(world.owner, secret, "plan.txt")).file;
  const { messages } = expectStatus(await read(world.owner, secret), 200).body;
  parentId = messages[0].id;
  expectStatus(await say(guest, secret, "an answer", parentId), 201);
  const userIds = [(await world.owner.get("/api/auth/get-session")).body.user.id];
  direct = expectStatus(await guest.post("/api/workspaces/acme/direct", { userIds }), 201).body
    .channel;
  expectStatus(await say(guest, direct, "between us"), 201);
  expectStatus(await say(world.owner, open, "for all"), 201);
});

const read = (by: Person, { id }: Channel) => by.get(`/api/channels/${id}/messages`);
const say = (by: Person, { id }: Channel, body: string, parentId?: string) =>
  by.post(`/api/channels/${id}/messages`, { body, parentId });
const path = (id = guest.guest.id) => `/api/admin/guest/${id}/view`;
const look = async (): Promise<{ channels: Channel[]; people: Known[] }> =>
  expectStatus(await admin.get(path()), 200).body;
const lookInto = (channel: Channel, query = "") =>
  admin.get(`${path()}/channels/${channel.id}/messages${query}`);
const lookAtFile = () => admin.get(`${path()}/files/${file.id}`);

/** Everything that the guest is answered. Who is online changes by itself. */
async function readOwn() {
  const [channels, people] = await Promise.all(
    ["channels", "people"].map(async (list) =>
      expectStatus(await guest.get(`/api/workspaces/acme/${list}`), 200),
    ),
  );
  const messages = await Promise.all(
    [open, secret, direct].map(async (one) => expectStatus(await read(guest, one), 200).body),
  );
  return {
    channels: channels?.body.channels,
    people: offline(people?.body.people),
    messages,
    thread: expectStatus(await guest.get(`/api/messages/${parentId}/thread`), 200).body,
    file: expectStatus(await guest.get(`/api/files/${file.id}`), 200).body as string,
  };
}

async function readAsThey() {
  const { channels, people } = await look();
  const messages = await Promise.all(
    [open, secret, direct].map(async (one) => expectStatus(await lookInto(one), 200).body),
  );
  const bytes = expectStatus(await lookAtFile(), 200).body as string;
  const thread = expectStatus(await admin.get(`${path()}/threads/${parentId}`), 200).body;
  return { channels, people: offline(people), messages, thread, file: bytes };
}

const offline = (people: Known[]) => people.map((one) => ({ ...one, online: false }));

const viewsOnRecord = async (): Promise<AuditEvent[]> => {
  const { body } = await world.owner.get(
    `/api/admin/audit?workspace=acme&target=${guest.guest.id}`,
  );
  return (body.events as AuditEvent[]).filter(({ action }) => action === "guest.viewed");
};

describe("a guest's view", () => {
  it("is what they are answered, to the letter, also private and direct", async () => {
    expect(await readAsThey()).toEqual(await readOwn());
    const own = (await read(guest, secret)).body.messages as Json[];
    const older = await lookInto(secret, `?before=${own.at(-1).seq}&limit=1`);
    expect(older.body.messages.map((one: Json) => one.seq)).toEqual([own.at(-2).seq]);
  });

  it("is the same while they are cut off or their time is over, when they see nothing", async () => {
    const before = await readOwn();
    await world.lock(guest.guest.id, "Enough");
    expect((await guest.get("/api/workspaces/acme/channels")).body.code).toBe("GUEST_LOCKED");
    expect(await readAsThey()).toEqual(before);
    await world.unlock(guest.guest.id);
    const database = await openPendingChanges(world.databaseUrl);
    const end = (at: string) =>
      database.query(`UPDATE guest SET expires_at = ${at} WHERE id = $1`, [guest.guest.id]);
    await end("clock_timestamp()");
    expect((await guest.get("/api/workspaces/acme/channels")).body.code).toBe("GUEST_EXPIRED");
    expect(await readAsThey()).toEqual(before);
    await end("NULL");
    await database.close();
    expect(await readOwn()).toEqual(before);
  });

  it("has nothing that they may not see: not found, whatever the admin may see", async () => {
    const mine = await world.buildChannel({ visibility: "private" });
    const { file: kept } = await sendFile(world.owner, mine, "secret.txt");
    for (const channel of [hidden, mine, world.general, { id: "none" } as Channel]) {
      const answer = await world.owner.get(`${path()}/channels/${channel.id}/messages`);
      expect([answer.status, answer.body.code]).toEqual([404, "NOT_FOUND"]);
    }
    expectStatus(await world.owner.get(`${path()}/files/${kept.id}`), 404);
    const { messages } = (await read(world.owner, mine)).body;
    expectStatus(await world.owner.get(`${path()}/threads/${messages[0].id}`), 404);
    expectStatus(await world.owner.get(`/api/files/${kept.id}`), 200);
  });

  it("opens no door of the admin's own: what is theirs stays as it was", async () => {
    await look();
    expectStatus(await read(admin, secret), 404);
    expectStatus(await admin.get(`/api/files/${file.id}`), 404);
    expectStatus(await lookAtFile(), 200);
  });

  it("goes on record once for each time that it is opened, with who looked", async () => {
    const before = (await viewsOnRecord()).length;
    await look();
    await lookInto(secret);
    await lookInto(open);
    const views = await viewsOnRecord();
    expect(views.length - before).toBe(1);
    expect(views[0]).toMatchObject({ actor: { name: admin.name }, target: { type: "guest" } });
  });

  it("goes on record for whoever asks for messages or a file alone, too", async () => {
    for (const part of [`/channels/${secret.id}/messages`, `/files/${file.id}`]) {
      const other = await world.buildMember({ role: "admin" });
      const before = (await viewsOnRecord()).length;
      for (const _ of [1, 2]) expectStatus(await other.get(`${path()}${part}`), 200);
      const views = await viewsOnRecord();
      expect(views.length - before).toBe(1);
      expect(views[0]).toMatchObject({ actor: { name: other.name } });
    }
  });

  it("is decided anew at each request: an admin who is one no longer sees nothing", async () => {
    const other = await world.buildMember({ role: "admin" });
    expectStatus(await other.get(path()), 200);
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    const { id } = members.find(({ email }: Json) => email === other.email);
    const memberPath = `/api/workspaces/acme/members/${id}`;
    expectStatus(await world.owner.call("PATCH", memberPath, { role: "member" }), 200);
    for (const more of [
      "",
      `/channels/${open.id}/messages`,
      `/threads/${parentId}`,
      `/files/${file.id}`,
    ]) {
      expect((await other.get(`${path()}${more}`)).body.code).toBe("FORBIDDEN");
    }
  });
});
