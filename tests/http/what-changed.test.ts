import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, Message, Person as Known } from "@/lib/api-types";
import { groupOf, markPeople } from "@/lib/marks";
import { describeRevisions } from "@/ui/realtime/connection/catch-up";
import { describeKnown } from "@/ui/realtime/loading/load-channels";
import { buildManyChannels } from "../support/crowd";
import { memberState } from "../support/member-state";
import type { Person } from "../support/person";
import { expectStatus, useWorld } from "../support/world";

/** Less than this is asked and told where nothing has changed. */
const LITTLE_BYTES = 10_000;

const world = useWorld();
let channels: Channel[];
let database: pg.Client;
beforeAll(async () => {
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
  channels = [];
  for (let n = 0; n < 40; n++) channels.push(await world.buildChannel());
});

afterAll(() => database.end());

async function listOf(person: Person): Promise<Channel[]> {
  return expectStatus(await person.get("/api/workspaces/acme/channels"), 200).body.channels;
}

/** What the page of somebody knows who has just loaded it. */
async function knownBy(person: Person): Promise<string> {
  return describeKnown(memberState({ channels: await listOf(person) }));
}

interface Changed {
  channels: Channel[];
  groups: number[];
}

async function changedSince(known: string, person: Person): Promise<Changed> {
  const answer = await person.get("/api/workspaces/acme/channels", { "x-known": known });
  return expectStatus(answer, 200).body as Changed;
}

async function post(person: Person, to: Channel, body: string, parentId?: string) {
  const answer = await person.post(`/api/channels/${to.id}/messages`, { body, parentId });
  return expectStatus(answer, 201).body.message as Message;
}

/** A member with all that there is: a private channel, a conversation, calls, answers, something muted and read. */
async function buildBusyMember() {
  const member = await world.buildMember();
  const id = (await member.get("/api/auth/get-session")).body.user.id as string;
  const [joined, muted] = [channels[0] as Channel, channels[1] as Channel];
  const secret = await world.buildChannel({ visibility: "private", by: member });
  await member.post(`/api/channels/${joined.id}/join`);
  await member.post(`/api/channels/${muted.id}/join`);
  await member.call("PATCH", `/api/channels/${muted.id}/membership`, { muted: true });
  const begun = await post(member, joined, "what about Friday");
  await post(world.owner, joined, "fine", begun.id);
  await post(world.owner, joined, `<@${id}> look`);
  const opened = await world.owner.post("/api/workspaces/acme/direct", { userIds: [id] });
  const direct = opened.body.channel as Channel;
  await post(world.owner, direct, "psst");
  return { member, id, joined, muted, secret, direct, begun };
}

it("long lists come compressed to whoever takes that, and what has links does not", async () => {
  const read = async (path: string, encoding: string) => {
    const answer = await fetch(`${world.server.url}${path}`, {
      headers: { cookie: world.owner.cookie, "accept-encoding": encoding },
    });
    const body = (await answer.json()) as { channels: Channel[] };
    return { encoding: answer.headers.get("content-encoding"), body };
  };
  const list = "/api/workspaces/acme/channels";
  const compressed = await read(list, "gzip");
  expect(compressed.encoding).toBe("gzip");
  expect(compressed.body.channels.length).toBeGreaterThan(40);
  expect(await read(list, "identity")).toEqual({ ...compressed, encoding: null });
  for (let n = 0; n < 8; n++) await world.inviteGuest();
  const invites = await read("/api/admin/guest?workspace=acme", "gzip");
  expect(JSON.stringify(invites.body).length).toBeGreaterThan(1_500);
  expect(invites.encoding).toBe(null);
});

describe("a page that comes back", () => {
  it("is told nothing of channels where nothing has changed, in few words", async () => {
    const { member, direct } = await buildBusyMember();
    expect(direct).toBeDefined();
    const guest = await world.buildGuest({ channels: channels.slice(0, 3) });
    for (const person of [world.owner, member, guest]) {
      const known = await knownBy(person);
      expect(known.length).toBeLessThan(LITTLE_BYTES / 2);
      expect(await changedSince(known, person)).toEqual({ channels: [], groups: [] });
    }
  });

  it("is told of each change, and little else", async () => {
    const { member, id, joined, muted, secret, direct, begun } = await buildBusyMember();
    const guest = await world.buildGuest({ channels: [joined] });
    const other = channels[5] as Channel;
    const rename = { name: `renamed-${id.slice(0, 8).toLowerCase()}` };
    const last = async () => (await listOf(member)).find((one) => one.id === joined.id)?.lastSeq;
    const changes: [string, Channel, () => Promise<unknown>][] = [
      ["a message", joined, () => post(world.owner, joined, "more")],
      ["a message in a muted one", muted, () => post(world.owner, muted, "more")],
      ["a word in a conversation", direct, () => post(world.owner, direct, "psst again")],
      ["an answer", joined, () => post(world.owner, joined, "an answer", begun.id)],
      ["what they read elsewhere", joined, async () => readUpTo(member, joined, await last())],
      ["a name", other, () => world.owner.call("PATCH", `/api/channels/${other.id}`, rename)],
      ["somebody who leaves", other, () => world.owner.post(`/api/channels/${other.id}/leave`)],
      ["a guest who goes", joined, () => world.lock(guest.guest.id)],
      ["leaving it elsewhere", muted, () => member.post(`/api/channels/${muted.id}/leave`)],
    ];
    for (const [what, channel, change] of changes) {
      const known = await knownBy(member);
      const answer = (await change()) as { status?: number };
      if (answer?.status !== undefined) expect([what, answer.status]).toEqual([what, 200]);
      const { channels: told, groups } = await changedSince(known, member);
      expect([what, groups]).toEqual([what, [groupOf(channel.id)]]);
      const now = (await listOf(member)).filter((one) => groupOf(one.id) === groups[0]);
      expect([what, told]).toEqual([what, now]);
    }
    const known = await knownBy(member);
    await post(world.owner, channels[7] as Channel, "in a channel that they have not joined");
    expect((await changedSince(known, member)).groups).toEqual([]);
    expect(secret.visibility).toBe("private");
  });

  it("is told that a channel is gone, and nothing of those that it may not see", async () => {
    const [one, two] = [channels[10] as Channel, channels[11] as Channel];
    const guest = await world.buildGuest({ channels: [one, two] });
    const known = await knownBy(guest);
    await post(world.owner, channels[12] as Channel, "not for guests");
    expect(await changedSince(known, guest)).toEqual({ channels: [], groups: [] });
    await world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, { channelIds: [one.id] });
    const { channels: told, groups } = await changedSince(known, guest);
    expect(groups).toContain(groupOf(two.id));
    expect(told.map(({ id }) => id)).not.toContain(two.id);
    await world.lock(guest.guest.id);
    const refused = await guest.get("/api/workspaces/acme/channels", { "x-known": known });
    expect(refused.body).toMatchObject({ code: "GUEST_LOCKED" });
  });

  it("hears when it is ready only of channels that have moved, and of all if it says what no page would", async () => {
    const { member, joined, muted } = await buildBusyMember();
    const listed = await listOf(member);
    const known = describeRevisions(memberState({ channels: listed }));
    const readyFor = async (said: string) => {
      const tab = await member.enter("acme", { auth: { workspace: "acme", known: said } });
      const { channels: named } = await tab.next("ready");
      tab.close();
      return named.map(({ id }: { id: string }) => id).sort();
    };
    expect(await readyFor(known)).toEqual([]);
    await post(world.owner, joined, "more");
    await member.post(`/api/channels/${muted.id}/leave`);
    const own = listed.filter((one) => one.joined && one.id !== muted.id).map(({ id }) => id);
    const moved = [joined, muted].map(({ id }) => groupOf(id) % 64);
    const expected = own.filter((id) => moved.includes(groupOf(id) % 64));
    expect(await readyFor(known)).toEqual(expected.sort());
    expect(await readyFor("everything")).toEqual([...own].sort());
  });

  it("is told of people only where somebody is otherwise, and who is here in any case", async () => {
    const member = await world.buildMember({ name: "Pat Plain" });
    const path = "/api/workspaces/acme/people";
    const people = (await member.get(path)).body.people as Known[];
    const ask = async () => (await member.get(path, { "x-known": markPeople(people) })).body;
    const tab = await member.enter("acme");
    const same = await ask();
    expect(same).toMatchObject({ people: [], here: expect.stringMatching(/^[01]+$/) });
    expect(same.here).toHaveLength(people.length);
    expect(same.here).toContain("1");
    tab.close();
    expectStatus(await member.post("/api/auth/update-user", { name: "Pat Other" }), 200);
    const { people: now, here } = await ask();
    expect(here).toBeUndefined();
    expect(now.map(({ name }: Known) => name)).toContain("Pat Other");
  });

  it("is refused what no page would say", async () => {
    const answer = await world.owner.get("/api/workspaces/acme/channels", {
      "x-known": "everything",
    });
    expect([answer.status, answer.body.code]).toEqual([400, "VALIDATION"]);
  });
});

/** How messages differ in whether they count as unread. */
const KINDS = {
  plain: { own: false, answer: false, deleted: false },
  own: { own: true, answer: false, deleted: false },
  answer: { own: false, answer: true, deleted: false },
  "own answer": { own: true, answer: true, deleted: false },
  deleted: { own: false, answer: false, deleted: true },
  "own and deleted": { own: true, answer: false, deleted: true },
} as const;

describe("the page of a large workspace", () => {
  it("is no larger than that of a usual one, and the browser is told of the rest", async () => {
    const { slug, databaseUrl } = world;
    const [member] = await buildManyChannels(world, databaseUrl, { people: 600, channels: 600 });
    const { cookie = "", userId } = member ?? {};
    await database.query(
      `INSERT INTO channel_member (channel_id, user_id)
       SELECT id, $1 FROM channel WHERE visibility = 'public' ON CONFLICT DO NOTHING`,
      [userId],
    );
    const path = `${world.server.url}/w/${slug}/c/${world.general.id}`;
    const page = await (await fetch(path, { headers: { cookie } })).text();
    const list = await fetch(`${world.server.url}/api/workspaces/${slug}/channels`, {
      headers: { cookie },
    });
    expect(((await list.json()) as Changed).channels.length).toBeGreaterThan(600);
    expect(page).toContain("channel-101");
    expect(page.length).toBeLessThan(300_000);
  });
});

describe("what is unread", () => {
  const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
  const some = (count: number, ...of: (typeof kinds)[number][]) =>
    Array.from({ length: count }, (_, n) => of[(n * n) % of.length] ?? "plain");
  it.each([
    ["a few of each", some(60, ...kinds), 5],
    ["more than is counted", some(250, "plain", "answer"), 0],
    ["answers after a little", [...some(7, "plain"), ...some(600, "answer")], 2],
    ["answers after a lot", [...some(300, "plain"), ...some(600, "answer", "deleted", "own")], 1],
    ["answers before a lot", [...some(600, "answer"), ...some(300, "plain")], 0],
    ["nothing but one's own", some(30, "own"), 0],
    ["all of it read", some(30, ...kinds), 30],
  ] as const)("is counted without what does not count: %s", async (_, messages, read) => {
    const member = await world.buildMember();
    const channel = await world.buildChannel({ by: member });
    await writeMessages(channel, member, messages, read);
    const counting = messages.slice(read).filter((kind) => kind === "plain").length;
    const listed = (await listOf(member)).find(({ id }) => id === channel.id);
    expect(listed?.unreadCount).toBe(Math.min(counting, 100));
  });
});

/** Messages of these kinds, written into the database. The answers are to the first of them. */
async function writeMessages(
  { id }: Channel,
  { email }: Person,
  kinds: readonly (keyof typeof KINDS)[],
  read: number,
): Promise<void> {
  const ids = kinds.map(() => randomUUID());
  const rows = kinds.map((kind, n) => ({
    id: ids[n],
    seq: n + 1,
    author: KINDS[kind].own ? email : world.owner.email,
    parent: KINDS[kind].answer ? ids[0] : null,
    deleted: KINDS[kind].deleted,
  }));
  await database.query(
    `INSERT INTO message
      (id, channel_id, seq, rev, author_id, author_guest, body, client_id, parent_id, deleted_at)
     SELECT r.id, $1, r.seq, r.seq, u.id, false, 'words', r.id, r.parent, CASE WHEN r.deleted THEN now() END
     FROM jsonb_to_recordset($2::jsonb) AS r (id text, seq int, author text, parent text, deleted bool)
       JOIN "user" u ON u.email = r.author`,
    [id, JSON.stringify(rows)],
  );
  const moved = `UPDATE channel SET last_seq = $2, last_rev = $2 WHERE id = $1`;
  await database.query(moved, [id, kinds.length]);
  const seen = `UPDATE channel_member SET last_read_seq = $2 WHERE channel_id = $1`;
  await database.query(seen, [id, read]);
}

async function readUpTo(person: Person, channel: Channel, seq = 0): Promise<void> {
  const tab = await person.enter("acme");
  await tab.emit("channel:read", { channelId: channel.id, seq });
  tab.close();
}
