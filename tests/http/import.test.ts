import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { onDisk } from "../support/files";
import type { Json, Person } from "../support/person";
import { askRaw } from "../support/raw";
import { startServer } from "../support/server";
import { createDatabase } from "../support/services/postgres";
import { beginImport, dayOf, importZip, line, ts, zip } from "../support/slack";
import { letPass, waitUntil } from "../support/wait";
import { buildWorld, expectStatus, inWorkspace, useWorld } from "../support/world";

const MB = 1024 * 1024;
const dataDir = mkdtempSync(path.join(tmpdir(), "gatehouse-import-"));
afterAll(async () => {
  rmSync(dataDir, { recursive: true, force: true });
});
const world = useWorld({ embedded: true, dataDir, expected: [/origin refused/, /User not found/] });
let member: Person;
let guest: Person;
let admin: Person;
let files: Record<string, Json>;
beforeAll(async () => {
  member = await world.buildMember({ name: "Mia Member" });
  admin = await world.buildMember({ role: "admin" });
  guest = await world.buildGuest();
  files = buildExport();
});

function buildExport(): Record<string, Json> {
  const channel = (id: string, name: string, members: string[], more: object = {}) => {
    return { id, name, created: 1_600_000_000, creator: "U1", members, ...more };
  };
  const person = (id: string, name: string, email: string) => {
    return {
      id,
      name: id.toLowerCase(),
      profile: { display_name: name, real_name: "Other", email },
    };
  };
  return {
    "users.json": [
      person("U1", "Mia in Slack", member.email.toUpperCase()),
      person("U2", "Gone Gary", "gary@elsewhere.test"),
      person("U3", "The guest", guest.email),
      { id: "U4", name: "robot", is_bot: true, profile: { email: world.owner.email } },
      { id: "not an id" },
    ],
    "channels.json": [
      channel("C1", "general", ["U1", "U2", "U3"], { topic: { value: "All &amp; sundry" } }),
      channel("C2", "design", ["U2"], { is_archived: true }),
    ],
    "groups.json": [channel("G1", "board", ["U1", "U3"])],
    "dms.json": [{ id: "D1", members: ["U1", "U2"] }],
    [`D1/${dayOf(0)}`]: [line("U1", ts(0, 0), "a whispered pineapple")],
    // Days and lines stand in no order.
    [`general/${dayOf(1)}`]: [
      line("U2", ts(1, 2), "answer to *one*", { thread_ts: ts(0, 1) }),
      line("U1", ts(1, 1), "second day", { edited: { user: "U1", ts: ts(1, 9) } }),
      line("U2", ts(1, 3), "an answer to nothing", { thread_ts: ts(0, 99) }),
    ],
    [`general/${dayOf(0)}`]: [
      line("U3", ts(0, 3), "from a guest's address"),
      line("U1", ts(0, 1), "*first* <@U1> <@U2> <!channel> &lt;3 <https://x.test|x>", {
        reactions: [
          { name: "+1::skin-tone-2", users: ["U1", "U2", "U9"], count: 3 },
          { name: "thinking_face", users: ["U2"], count: 1 },
          { name: "party_parrot", users: ["U2"], count: 1 },
        ],
      }),
      line("U2", ts(0, 2), "<@U2> has joined the channel", { subtype: "channel_join" }),
      line("U2", ts(0, 4), "", { files: [{ name: "../plan.pdf" }, { title: "photo" }] }),
      line("U2", ts(0, 5), " "),
      {
        type: "message",
        subtype: "bot_message",
        ts: ts(0, 6),
        text: "",
        username: "Deploys",
        bot_id: "B1",
        attachments: [{ fallback: "deployed quokka" }],
      },
      line("U8", ts(0, 7), "stranger", { user_profile: { real_name: "Strange Sue" } }),
      line("U1", ts(0, 8), `${"x".repeat(9_998)}😀 and more`),
      line("U1", ts(0, 9), "nul \0 and half \ud83d"),
      { type: "message", text: "without a time" },
    ],
    [`design/${dayOf(0)}`]: [line("U2", ts(0, 1), "an old quokka")],
    [`board/${dayOf(0)}`]: [line("U1", ts(0, 2), "a secret quokka")],
  };
}

const counts = { channels: 3, people: 5, messages: 13, skipped: 3 };
/** What an import of these files leaves out, however often. */
const always = [
  { what: "entry", where: "users.json", count: 1 },
  { what: "direct", where: "dms.json", count: 1 },
  { what: "line", where: `general/${dayOf(0)}`, count: 1 },
];
const left = [
  ...always,
  { what: "attachment", where: "#general", count: 2 },
  { what: "reaction", where: ":+1::skin-tone-2:", count: 1 },
  { what: "reaction", where: ":party_parrot:", count: 1 },
];

async function listChannels(person: Person, slug = "acme"): Promise<Channel[]> {
  return (await person.get(`/api/workspaces/${slug}/channels`)).body.channels as Channel[];
}

async function channelOf(person: Person, name: string, slug = "acme"): Promise<Channel> {
  const found = (await listChannels(person, slug)).find((one) => one.name === name);
  if (!found) throw new Error(`no channel ${name}`);
  return found;
}

async function read(person: Person, channel: Channel): Promise<Message[]> {
  const answer = await person.get(`/api/channels/${channel.id}/messages?limit=200`);
  return expectStatus(answer, 200).body.messages as Message[];
}

const search = async (person: Person, q: string) =>
  (await person.get(`/api/workspaces/acme/search?q=${q}`)).body.hits.map(
    (hit: { message: Message }) => hit.message.body,
  ) as string[];

describe("who may import", () => {
  const refused: [who: string, person: () => Person | undefined, status: number, code: string][] = [
    ["an admin", () => admin, 403, "FORBIDDEN"],
    ["a member", () => member, 403, "FORBIDDEN"],
    ["a guest", () => guest, 403, "FORBIDDEN"],
    ["nobody", () => undefined, 401, "UNAUTHENTICATED"],
  ];
  it.each(refused)(
    "%s does not, and is told before the body is read",
    async (_who, of, ...want) => {
      const answer = await announce(of()?.cookie, "acme", 10 * MB);
      expect([answer.status, answer.body.code]).toEqual(want);
      expect(onDisk(dataDir)).toEqual([]);
    },
  );

  it("the owner of another workspace finds nothing here", async () => {
    const slug = await startForeignWorkspace();
    const foreign = inWorkspace(world.server, world.owner, slug, world.general);
    const stranger = await foreign.buildMember();
    await giveRole(slug, stranger, "owner");
    const hidden = await announce(stranger.cookie, "acme", 10 * MB);
    expect([hidden.status, hidden.body.code]).toEqual([404, "NOT_FOUND"]);
    expect(hidden.body).toEqual((await announce(stranger.cookie, "nowhere", 10 * MB)).body);
    expect((await importZip(stranger, slug, await zip(files))).status).toBe(200);
  });

  it("is refused from a foreign origin", async () => {
    const { cookie } = world.owner;
    const answer = await world.owner.post("/api/workspaces/acme/import", "x", {
      cookie,
      origin: "https://evil.test",
    });
    expect(answer).toMatchObject({ status: 403, body: { code: "ORIGIN_NOT_ALLOWED" } });
  });
});

/** Says how much will come, and sends none of it: only who does not read answers. */
async function announce(cookie: string | undefined, slug: string, size: number) {
  return askRaw(world.server.url, `/api/workspaces/${slug}/import`, {
    method: "POST",
    headers: [
      ...(cookie ? ([["Cookie", cookie]] as [string, string][]) : []),
      ["Content-Length", String(size)],
    ],
  });
}

async function giveRole(slug: string, person: Person, role: string): Promise<void> {
  const { members } = (await world.owner.get(`/api/workspaces/${slug}/members`)).body;
  const { id } = members.find(({ name }: Json) => name === person.name);
  const answer = await world.owner.call("PATCH", `/api/workspaces/${slug}/members/${id}`, { role });
  expectStatus(answer, 200);
}

async function startForeignWorkspace(): Promise<string> {
  const slug = `foreign-${crypto.randomUUID().slice(0, 8)}`;
  const made = await world.owner.post("/api/workspaces", { name: "Foreign", slug });
  expectStatus(made, 201);
  return slug;
}

describe("what is not a Slack export", () => {
  const cases: [
    what: string,
    bytes: () => Promise<Buffer> | Buffer,
    status: number,
    says: RegExp,
  ][] = [
    ["nothing", () => Buffer.alloc(0), 400, /cannot be read/],
    ["no ZIP", () => Buffer.from("not a zip ".repeat(100)), 400, /cannot be read/],
    ["another ZIP", () => zip({ "a.json": [] }), 400, /not a Slack export/],
    ["half a ZIP", async () => (await zip(files)).subarray(0, 2_000), 400, /cannot be read/],
    ["a list that is none", () => zip({ ...files, "users.json": {} }), 400, /not what Slack/],
    ["text for JSON", () => users("x"), 400, /not what Slack/],
    ["text in a list", () => users("[x]"), 400, /cannot be read/],
    ["a list without an end", () => users("[{}"), 400, /cannot be read/],
    ["a list with a hole", () => users("[{},]"), 400, /cannot be read/],
    ["a list that ends as an object", () => users("[}"), 400, /cannot be read/],
    ["two lists", () => users("[][]"), 400, /cannot be read/],
    [
      "more entries than 100000",
      () => users(listOf("0", 100_001)),
      413,
      /more than 100000 entries/,
    ],
    ["an entry of more than 1 MB", () => users(`["${"x".repeat(MB)}"]`), 413, /more than 1 MB/],
    ["a day of 16 MB and one byte", () => bomb(16 * MB + 1, `x/${dayOf(0)}`), 413, /than 16 MB/],
    ["a file of 64 MB and one byte", () => bomb(64 * MB + 1), 413, /more than 64 MB/],
    ["a file that lies about its size", () => lie(65 * MB), 400, /cannot be read/],
    ["4 GB in all", () => repeatEntry(66), 413, /more than 4 GB/],
  ];
  it.each(cases)("%s is refused, and nothing of it stays", async (_what, bytes, status, says) => {
    const before = await listChannels(world.owner);
    const answer = await importZip(world.owner, "acme", await bytes());
    expect(answer.status).toBe(status);
    expect(answer.body.code).toBe(status === 400 ? "VALIDATION" : "TOO_LARGE");
    expect(answer.body.error).toMatch(says);
    expect(await listChannels(world.owner)).toEqual(before);
    expect(onDisk(dataDir)).toEqual([]);
  });

  it("more than 512 MB is refused by what it says it is", async () => {
    const answer = await announce(world.owner.cookie, "acme", 512 * MB + 1);
    expect(answer).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
    expect(answer.body.error).toMatch(/512 MB/);
  });
});

const users = (text: string) => zip({ ...files, "users.json": Buffer.from(text) });
const listOf = (item: string, count: number) => `[${Array(count).fill(item).join()}]`;
const bomb = (size: number, name = "users.json") =>
  zip({ "channels.json": [], "users.json": [], [name]: Buffer.alloc(size, 32) });

/** Small to send, and much to do: unpacked they are as large and as dense as is let in, or more. */
describe("an import that is made to take long", () => {
  const day = (lines: string) => ({
    "users.json": Buffer.from("[]"),
    "channels.json": [{ id: "C1", name: "dense" }],
    [`dense/${dayOf(0)}`]: Buffer.from(lines),
  });
  const rich = (parts: string) => {
    return JSON.stringify(line("U1", ts(0, 1), "words")).replace(/\}$/, `,${parts}}`);
  };
  const most = (item: string, size: number) => Math.floor(size / (item.length + 1));
  const full = (item: string) => listOf(item, most(item, MB - 400));
  const reactions = full(`{"name":"+1","users":["U1"]}`);
  const cases: [what: string, content: () => Record<string, unknown>, status: number][] = [
    ["tiny entries", () => ({ ...files, "users.json": Buffer.from(listOf("[]", 5_000_000)) }), 413],
    ["tiny lines", () => day(listOf("[]", 5_000_000)), 413],
    ["lines of tiny reactions", () => day(listOf(rich(`"reactions":${full("0")}`), 15)), 200],
    ["lines of equal reactions", () => day(listOf(rich(`"reactions":${reactions}`), 15)), 200],
    ["lines of tiny files", () => day(listOf(rich(`"files":${full("{}")}`), 15)), 200],
    ["a line in a line", () => day(listOf("[".repeat(MB / 2) + "]".repeat(MB / 2), 15)), 200],
    ["long words", () => day(listOf(JSON.stringify(longLine()), 15)), 200],
    ["as many lines as there may be", () => day(listOf(rich(`"x":0`), 100_000)), 200],
  ];
  const longLine = () => line("U1", ts(0, 1), ":tada:".repeat(MB / 7));

  it.each(cases)(
    "%s: others are answered meanwhile",
    async (_what, content, status) => {
      const slug = await startForeignWorkspace();
      const bytes = await zip(content());
      let over = false;
      const sent = performance.now();
      const importing = importZip(world.owner, slug, bytes).finally(() => {
        over = true;
      });
      let longest = 0;
      while (!over) {
        const begun = performance.now();
        expectStatus(await member.get("/api/health"), 200);
        longest = Math.max(longest, performance.now() - begun);
        // Asked without a pause, the server would do little else.
        await letPass(20, "they go on at this pace");
      }
      expect((await importing).status).toBe(status);
      // A machine that is busy otherwise takes longer for both.
      const tookMs = performance.now() - sent;
      expect(longest).toBeLessThan(Math.max(2_000, tookMs / 2));
    },
    90_000,
  );
});

const CENTRAL = Buffer.from("504b0102", "hex");
const END = Buffer.from("504b0506", "hex");

/** The table of contents says 2 bytes of the first file. */
async function lie(size: number): Promise<Buffer> {
  const bytes = await zip({ "users.json": Buffer.alloc(size, 32), "channels.json": [] });
  bytes.writeUInt32LE(2, bytes.indexOf(CENTRAL) + 24);
  return bytes;
}

/** One file of 64 MB, which the table of contents names again and again. */
async function repeatEntry(times: number): Promise<Buffer> {
  const bytes = await zip({ "channels.json": Buffer.alloc(64 * MB, 32) });
  const [start, end] = [bytes.indexOf(CENTRAL), bytes.indexOf(END)];
  const table = Array.from({ length: times }, () => bytes.subarray(start, end));
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt16LE(times, 8);
  last.writeUInt16LE(times, 10);
  last.writeUInt32LE((end - start) * times, 12);
  return Buffer.concat([bytes.subarray(0, start), ...table, last]);
}

describe("an import", () => {
  let general: Channel;
  let said: Message[];
  const bodies = () => said.map(({ body }) => body);
  beforeAll(async () => {
    await world.owner.post(`/api/channels/${world.general.id}/messages`, { body: "ours" });
    const tab = await member.enter("acme");
    const answer = await importZip(world.owner, "acme", await zip(files));
    expect([answer.status, answer.body]).toEqual([200, { ...counts, left: expect.anything() }]);
    expect(new Set(answer.body.left)).toEqual(new Set(left));
    const names = () => tab.of("channel:created").map(({ channel }) => channel.name as string);
    await waitUntil(
      () => new Set(names()).size === 3,
      undefined,
      () => names().join(),
    );
    tab.close();
    general = await channelOf(member, "general-slack");
    said = await read(member, general);
  });

  it("leaves a channel of the same name alone, and brings its own beside it", async () => {
    expect((await read(world.owner, world.general)).map(({ body }) => body)).toEqual(["ours"]);
    const kept = { visibility: "public", topic: "All & sundry", archivedAt: null };
    expect(general).toMatchObject({ ...kept, createdAt: "2020-09-13T12:26:40.000Z" });
    expect((await channelOf(member, "design")).archivedAt).not.toBeNull();
  });

  it("keeps the order, the times and the places", () => {
    expect(said.map(({ seq }) => seq)).toEqual(said.map((_, i) => i + 1));
    expect(said.map(({ rev }) => rev)).toEqual(said.map((_, i) => i + 1));
    expect(general).toMatchObject({ lastSeq: said.length, lastRev: said.length });
    const times = said.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort());
    expect(times[0]).toBe("2023-11-14T22:13:21.000Z");
    expect(said.find(({ body }) => body === "second day")?.editedAt).toBe(
      "2023-11-15T22:13:29.000Z",
    );
  });

  it("takes words as Markdown, within the bounds of a message", () => {
    expect(bodies()).toEqual([
      `**first** <@${said[0]?.author.id}> @Gone Gary @channel <3 [x](https://x.test)`,
      "from a guest's address",
      "File: plan.pdf\nFile: photo",
      "deployed quokka",
      "stranger",
      `${"x".repeat(9_998)}😀`,
      "and more",
      "nul  and half \ufffd",
      "second day",
      "answer to **one**",
      "an answer to nothing",
    ]);
  });

  it("keeps threads, and an answer to nothing as a message", () => {
    const parents = said.filter(({ parentId }) => parentId !== null);
    expect(parents.map(({ body, parentId }) => [body, parentId])).toEqual([
      ["answer to **one**", said[0]?.id],
    ]);
  });

  it("keeps the reactions that have a character", () => {
    const [mia, gary] = [said[0]?.author.id, said[2]?.author.id];
    const kept = new Map(said[0]?.reactions.map(({ emoji, userIds }) => [emoji, userIds]));
    expect(Object.fromEntries(kept)).toEqual({ "👍🏻": [mia, gary], "🤔": [gary] });
  });

  it("knows members by their e-mail, and makes names of everybody else", async () => {
    const authors = said.map(({ author }) => author.name);
    expect(new Set(authors)).toEqual(
      new Set(["Mia Member", "The guest", "Gone Gary", "Deploys", "Strange Sue"]),
    );
    const { people } = (await world.owner.get("/api/workspaces/acme/people")).body;
    const ids = new Map<string, string>(people.map((one: Json) => [one.id, one.name]));
    expect(said.filter(({ author }) => ids.has(author.id)).every(byMia)).toBe(true);
    expect(said.some(({ author }) => author.guest)).toBe(false);
    const { members } = (await world.owner.get("/api/workspaces/acme/members")).body;
    expect(members).toHaveLength(3);
  });

  it("gives seats to the importer and to members who sat there, with nothing unread", async () => {
    const { body } = await world.owner.get(`/api/channels/${general.id}/people`);
    const names = body.people.map(({ name }: Json) => name).sort();
    expect(names).toEqual(["Mia Member", "Olive Owner"]);
    expect(general).toMatchObject({ joined: true, lastReadSeq: said.length, mentionCount: 0 });
  });

  it("keeps private channels private, and a guest sees nothing of it", async () => {
    const board = await channelOf(member, "board");
    expect(board).toMatchObject({ visibility: "private", joined: true, guestCount: 0 });
    expect((await listChannels(admin)).map(({ name }) => name)).not.toContain("board");
    expect((await listChannels(guest)).map(({ name }) => name)).toEqual(["general"]);
    for (const { id } of [board, general]) {
      expect((await guest.get(`/api/channels/${id}/messages`)).status).toBe(404);
    }
  });

  it("can be searched, newest first, by who may see it", async () => {
    const found = ["deployed quokka", "a secret quokka", "an old quokka"];
    expect(await search(member, "quokka")).toEqual(found);
    expect(await search(admin, "quokka")).toEqual(found.filter((body) => !/secret/.test(body)));
    expect(await search(guest, "quokka")).toEqual([]);
    expect(await search(world.owner, "pineapple")).toEqual([]);
  });

  it("stands in the record", async () => {
    const { events } = (await world.owner.get("/api/admin/audit?workspace=acme")).body;
    const imports = events.filter(({ action }: Json) => action === "workspace.imported");
    expect(imports).toMatchObject([
      {
        actor: { name: "Olive Owner" },
        target: { type: "workspace", name: "Acme" },
        data: { source: "slack", complete: true, ...counts },
      },
    ]);
  });

  it("doubles nothing when it is repeated, and appends what is new", async () => {
    const again = await importZip(world.owner, "acme", await zip(files));
    const nothing = { channels: 0, people: 0, messages: 0, skipped: 3 };
    expect([again.status, again.body]).toMatchObject([200, nothing]);
    expect(new Set(again.body.left)).toEqual(new Set(always));
    expect(await read(member, general)).toEqual(said);

    await world.owner.call("PATCH", `/api/channels/${general.id}`, { name: "renamed" });
    const live = await member.post(`/api/channels/${general.id}/messages`, { body: "live" });
    expectStatus(live, 201);
    const tab = await member.enter("acme");
    const late = line("U2", ts(2, 1), "late answer", { thread_ts: ts(0, 1) });
    const more = await importZip(
      world.owner,
      "acme",
      await zip({ ...files, [`general/${dayOf(2)}`]: [late] }),
    );
    expect(more.body).toMatchObject({ ...nothing, messages: 1 });
    const told = await tab.next("channel:created");
    expect(told.channel).toMatchObject({ id: general.id, lastSeq: said.length + 2 });
    tab.close();
    const after = await read(member, general);
    expect(after.slice(0, said.length)).toEqual(said);
    expect(after.slice(said.length)).toMatchObject([
      { body: "live", seq: said.length + 1 },
      { body: "late answer", seq: said.length + 2, rev: said.length + 2, parentId: said[0]?.id },
    ]);
    expect(await channelOf(member, "renamed")).toMatchObject({ id: general.id });
  });

  it("adds no more to a channel than fits into memory", async () => {
    const slug = await startForeignWorkspace();
    await importZip(world.owner, slug, await zip(files));
    const long = "x".repeat(10_000);
    const days = Array.from({ length: 5 }, (_, day) => [
      `general/${dayOf(day + 2)}`,
      Array.from({ length: 1_400 }, (_line, i) => line("U1", ts(day + 2, i), long)),
    ]);
    const more = await zip({ ...files, ...Object.fromEntries(days) });
    const answer = await importZip(world.owner, slug, more);
    expect(answer).toMatchObject({ status: 413, body: { code: "TOO_LARGE" } });
    expect(answer.body.error).toContain("Export a shorter time from Slack");
  });

  it("brings what became private in Slack to nobody who read the public one", async () => {
    const slug = await startForeignWorkspace();
    const foreign = inWorkspace(world.server, world.owner, slug, world.general);
    const reader = await foreign.buildMember();
    await importZip(world.owner, slug, await zip(files));
    const before = await read(reader, await channelOf(reader, "general-slack", slug));

    const isGeneral = ({ name }: Json) => name === "general";
    const [kept, moved] = [
      (files["channels.json"] as Json[]).filter((one) => !isGeneral(one)),
      (files["channels.json"] as Json[]).filter(isGeneral),
    ];
    const turned = {
      ...files,
      "channels.json": kept,
      "groups.json": [...(files["groups.json"] as Json[]), ...moved],
      [`general/${dayOf(2)}`]: [line("U2", ts(2, 1), "behind closed doors")],
    };
    expectStatus(await importZip(world.owner, slug, await zip(turned)), 200);
    const names = (await listChannels(reader, slug)).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("general-slack"))).toEqual(["general-slack"]);
    expect(await read(reader, await channelOf(reader, "general-slack", slug))).toEqual(before);
    const mine = await listChannels(world.owner, slug);
    expect(
      mine.filter(({ visibility }) => visibility === "private").map(({ name }) => name),
    ).toContain("general-slack-2");
  });

  it("adds nothing to a channel that a guest was let into since", async () => {
    const slug = await startForeignWorkspace();
    const foreign = inWorkspace(world.server, world.owner, slug, world.general);
    await importZip(world.owner, slug, await zip(files));
    const channel = await channelOf(world.owner, "general-slack", slug);
    const inside = await foreign.buildGuest({ channels: [channel] });
    const before = await read(inside, channel);
    const late = { [`general/${dayOf(2)}`]: [line("U2", ts(2, 1), "not for guests")] };
    const answer = await importZip(world.owner, slug, await zip({ ...files, ...late }));
    expect(answer).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect(answer.body.error).toContain("Guests are in #general-slack");
    expect(await read(inside, channel)).toEqual(before);
  });

  it("shares nothing with the same import elsewhere", async () => {
    const slug = await startForeignWorkspace();
    const answer = await importZip(world.owner, slug, await zip(files));
    // Nobody of the first workspace but the importer is a member of this one: Mia is a name here.
    expect([answer.status, answer.body]).toMatchObject([200, { ...counts, people: 6 }]);
    const there = await read(world.owner, await channelOf(world.owner, "general-slack", slug));
    const ids = new Set(said.flatMap(({ id, author }) => [id, author.id]));
    expect(there.filter(({ id, author }) => ids.has(id) || ids.has(author.id))).toEqual([]);
    expect(there[0]?.author.name).toBe("Mia in Slack");

    const late = { [`general/${dayOf(2)}`]: [line("U2", ts(2, 1), "late")] };
    await importZip(world.owner, slug, await zip({ ...files, ...late }));
    const grown = await channelOf(world.owner, "general-slack", slug);
    expect(grown).toMatchObject({ lastSeq: there.length + 1, lastReadSeq: there.length + 1 });
  });
});

/** Small exports, each with one kind of what goes wrong elsewhere. Their people are Ana and Ben. */
describe("an archive", () => {
  interface Said {
    answer: Json;
    /** Of each channel, what is in it: the thread's first message, the author, the words. */
    lines: Map<string, { thread: string | null; author: string; body: string }[]>;
    bodies: (channel?: string) => string[];
    again: () => Promise<Json>;
  }

  async function bring(archive: string): Promise<Said> {
    const slug = await startForeignWorkspace();
    const bytes = readFileSync(path.join(import.meta.dirname, "../support/archives", archive));
    const send = async () => expectStatus(await importZip(world.owner, slug, bytes), 200).body;
    const answer = await send();
    const lines: Said["lines"] = new Map();
    for (const channel of await listChannels(world.owner, slug)) {
      const messages = await read(world.owner, channel);
      const seqs = new Map(messages.map(({ id, seq }) => [id, seq]));
      const thread = ({ id, parentId }: Message) => `${seqs.get(parentId ?? id)}`;
      const shown = messages.map((one) => {
        return { thread: thread(one), author: one.author.name, body: one.body };
      });
      lines.set(channel.name, shown);
    }
    const bodies = (channel = "alpha") => (lines.get(channel) ?? []).map(({ body }) => body);
    return { answer, lines, bodies, again: send };
  }

  it.each(["unicode-noflag.zip", "unicode-nfd-noflag.zip"])(
    "%s: folders are found whatever their names are encoded in",
    async (archive) => {
      const { bodies, answer } = await bring(archive);
      const found = ["日本語", "größe", "général", "plain"].map((name) => bodies(name));
      expect(found).toEqual([["hello 0"], ["hello 1"], ["hello 2"], ["hello plain"]]);
      expect(answer.left).toEqual([]);
    },
  );

  it("with names in cp932 finds its folders, and names those that belong to no channel", async () => {
    const slug = await startForeignWorkspace();
    const bytes = await zip({
      "users.json": [],
      "channels.json": [
        { id: "C1", name: "表示" },
        { id: "C2", name: "Général" },
      ],
      [`XXXX/${dayOf(0)}`]: [line("U1", ts(0, 1), "shown")],
      [`general/${dayOf(0)}`]: [line("U1", ts(0, 1), "folded")],
      [`nobodys/${dayOf(0)}`]: [line("U1", ts(0, 1), "whose?")],
      "canvases.json": [],
    });
    const cp932 = Buffer.from("955c8ea6", "hex");
    for (let at = bytes.indexOf("XXXX"); at !== -1; at = bytes.indexOf("XXXX"))
      cp932.copy(bytes, at);
    const { left: missing } = expectStatus(await importZip(world.owner, slug, bytes), 200).body;
    expect(missing).toEqual([
      { what: "folder", where: "nobodys", count: 1 },
      { what: "file", where: "canvases.json", count: 1 },
    ]);
    for (const [name, body] of [
      ["表示", "shown"],
      ["Général", "folded"],
    ] as const) {
      const channel = await channelOf(world.owner, name, slug);
      expect(await read(world.owner, channel)).toMatchObject([{ body }]);
    }
  });

  it("blocks.zip: words of blocks, attachments and forwarded messages come with their authors", async () => {
    const { lines, answer } = await bring("blocks.zip");
    expect(lines.get("alpha")?.map(({ author, body }) => `${author}: ${body}`)).toEqual([
      "CI bot: **Build failed**\n**main** is red",
      "CI bot: Alert: disk at 91 %",
      "CI bot: [Ticket 77](https://t.example/77)\n**State:** open",
      "CI bot: New release\n> **v2**\n> Notes here",
      "ana: see what they wrote\n> **Ben**\n> the forwarded words",
      "ana: > **Ben**\n> only forwarded",
      "ana: rich text only",
      "ana: Hello there, I am basic **bold one** 👻 ~~gone~~, and [this is a link](https://example.com)",
      "ana: File: deleted in Slack",
      "ana: File: hidden by the limit of a plan in Slack",
      "ana: File: plan.pdf",
      "ana: File: Onboarding canvas",
      "Somebody in Slack: https://i.example/x.png",
    ]);
    expect(answer.left).toEqual([{ what: "attachment", where: "#alpha", count: 4 }]);
  });

  it("emoji.zip: every name is a character, in words and in reactions", async () => {
    const slug = await startForeignWorkspace();
    const bytes = readFileSync(path.join(import.meta.dirname, "../support/archives/emoji.zip"));
    expectStatus(await importZip(world.owner, slug, bytes), 200);
    const channel = await channelOf(world.owner, "alpha", slug);
    const all: Message[] = [];
    for (let before = ""; all.length < 1_508; ) {
      const page = `/api/channels/${channel.id}/messages?limit=200${before}`;
      const { messages } = expectStatus(await world.owner.get(page), 200).body;
      all.unshift(...messages);
      before = `&before=${messages[0].seq}`;
    }
    const emoji = all.map(({ body }) => /^E (\p{RGI_Emoji}) E$/v.exec(body)?.[1]);
    expect(emoji.every(Boolean)).toBe(true);
    expect(all.map(({ reactions }) => reactions.map((one) => one.emoji))).toEqual(
      emoji.map((one) => [one]),
    );
  });

  it("tombstone.zip: answers stay together when the first message is missing", async () => {
    const { lines } = await bring("tombstone.zip");
    const threads = lines.get("alpha")?.map(({ thread, body }) => `${thread} ${body}`);
    expect(threads).toEqual([
      "1 ",
      "1 first answer",
      "1 second answer",
      "4 unrelated line",
      "1 third answer",
      "6 A huddle started",
      "6 huddle note one",
      "6 huddle note two",
      "9 Deploy 42 failed",
      "9 I look at the deploy",
      "9 fixed now",
      "12 answer to a line of another time A",
      "12 answer to a line of another time B",
    ]);
  });

  it("dupts.zip: lines of one time are all there, also when it is imported again", async () => {
    const { bodies, again } = await bring("dupts.zip");
    expect(bodies()).toEqual(["one", "two, same ts", "three by ben, same ts", "four"]);
    expect(bodies("beta")).toEqual(["same ts elsewhere"]);
    expect(await again()).toMatchObject({ messages: 0 });
  });

  it("long.zip: what is longer than a message comes in parts, each once", async () => {
    const { bodies, answer, again } = await bring("long.zip");
    const lengths = bodies().map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10_000);
    expect(bodies().join("").replace(/\s/g, "")).toMatch(/^a+endoften(?:word)+THEENDx+END$/);
    expect(bodies()).toHaveLength(9);
    expect(answer.left).toEqual([]);
    expect(await again()).toMatchObject({ messages: 0 });
  });

  it.each([
    ["broken.zip", "beta/2023-11-15.json", { alpha: 5, beta: 5, gamma: 5 }],
    ["emptyday.zip", "alpha/2023-11-14.json", { alpha: 0, beta: 5 }],
  ])("%s: a damaged day is named, all else is there", async (archive, day, want) => {
    const { answer, bodies } = await bring(archive);
    expect(answer.left).toEqual([{ what: "day", where: day, count: 1 }]);
    const found = Object.keys(want).map((name) => [name, bodies(name).length]);
    expect(Object.fromEntries(found)).toEqual(want);
  });

  it("bom.zip and orgusers.zip: neither a byte order mark nor another list of people is a fault", async () => {
    for (const [archive, words] of [
      ["bom.zip", "with bom"],
      ["orgusers.zip", "grid"],
    ] as const) {
      const { lines, answer } = await bring(archive);
      expect(lines.get("alpha")).toMatchObject([{ author: "ana", body: words }]);
      expect(answer.left).toEqual([]);
    }
  });

  it("mentions.zip: groups, people and times have names", async () => {
    const { bodies } = await bring("mentions.zip");
    expect(bodies()).toHaveLength(28);
    expect(bodies().slice(0, 13)).toEqual([
      "@channel _**@here**_ test mention",
      "@here x",
      "@channel y",
      "@designers look",
      "@designers look",
      "@designers",
      "Feb 18, 2014 at 6:39 AM",
      "@ana and @Ben B and @oldname and @oldname",
      "#beta #beta #private-channel #private-channel",
      "a@b.example +49 1234 open",
      "x [a & b](https://e.example/?a=1&b=2)",
      "< @U1> literally",
      "`<@U1>` in code",
    ]);
    expect(bodies()).toContain("\\# not a heading");
  });

  it("shape.zip: odd channels are matched or named", async () => {
    const { bodies, answer } = await bring("shape.zip");
    expect(bodies("alpha")).toEqual(["in alpha", "owner said"]);
    const others = ["C2", "C3", "nomembers", "UPPER Case", "x".repeat(68)].flatMap((name) =>
      bodies(name),
    );
    expect(others).toEqual(["in C2 folder", "in C3 folder", "nomembers", "upper", "long"]);
    expect(answer.channels).toBe(7);
    expect(answer.left).toEqual([
      { what: "entry", where: "users.json", count: 2 },
      { what: "direct", where: "dms.json", count: 1 },
      { what: "direct", where: "mpims.json", count: 1 },
      { what: "channel", where: "alpha (C1)", count: 1 },
      { what: "channel", where: "alpha (C4)", count: 1 },
    ]);
  });
});

const byMia = ({ author }: Message) => author.name === "Mia Member";

describe("the names that an import makes", () => {
  it("cannot be signed in with, nor taken by somebody who is invited", async () => {
    const { workspaces } = (await world.owner.get("/api/workspaces")).body;
    const { id } = workspaces.find(({ slug }: Json) => slug === "acme");
    const email = `u2.${id}@Import.Invalid`;
    const account = { name: "Somebody", email, password: "correct horse battery" };
    const token = await world.inviteGuest();
    const answer = await world.owner.at(world.server.url).post("/api/auth/sign-in/email", account);
    expect(answer.status).toBe(401);
    const taken = await fetch(`${world.server.url}/api/invites/${token}/accept`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(account),
    });
    expect(taken.status).toBe(400);
    expect(await taken.json()).toMatchObject({ code: "VALIDATION", issues: [{ path: "email" }] });
  });
});

describe("an import that breaks", () => {
  it("leaves whole channels, says so, and goes on from there", async () => {
    const slug = await startForeignWorkspace();
    const broken = { ...files, [`design/${dayOf(1)}`]: Buffer.from(`["${"x".repeat(MB)}"]`) };
    const answer = await importZip(world.owner, slug, await zip(broken));
    expect([answer.status, answer.body.code]).toEqual([413, "TOO_LARGE"]);
    expect(answer.body.error).toMatch(/more than 1 MB.*Some channels are imported and stay/);
    const names = async () =>
      (await listChannels(world.owner, slug)).map(({ name }) => name).sort();
    expect(await names()).toEqual(["general", "general-slack"]);
    const half = await world.owner.get(`/api/workspaces/${slug}/search?q=old`);
    expect(half.body.hits).toEqual([]);
    const { events } = (await world.owner.get(`/api/admin/audit?workspace=${slug}`)).body;
    expect(events[0]).toMatchObject({ action: "workspace.imported", data: { complete: false } });
    const whole = await importZip(world.owner, slug, await zip(files));
    expect([whole.status, whole.body]).toMatchObject([200, { channels: 2, messages: 2 }]);
    expect(await names()).toEqual(["board", "design", "general", "general-slack"]);
    expect(onDisk(dataDir)).toEqual([]);
  });

  it("stands in the record when the process ends on the way", async () => {
    const env = { DATABASE_URL: await createDatabase(inject("postgresUrl")) };
    const doomed = await buildWorld({ env });
    const many = Array.from({ length: 20_000 }, (_, i) => line("U1", ts(0, i), `line ${i}`));
    const long = {
      "users.json": [{ id: "U1", name: "gary" }],
      "channels.json": [
        { id: "C1", name: "short" },
        { id: "C2", name: "long" },
      ],
      [`short/${dayOf(0)}`]: many.slice(0, 1),
      [`long/${dayOf(0)}`]: many,
    };
    const cutOff = importZip(doomed.owner, "acme", await zip(long)).catch(() => "cut off");
    await waitUntil(async () => (await listChannels(doomed.owner)).length === 2);
    await doomed.server.stop("SIGKILL");
    expect(await cutOff).toBe("cut off");

    const again = await startServer({ env });
    const { events } = (await doomed.owner.at(again.url).get("/api/admin/audit?workspace=acme"))
      .body;
    expect(events[0]).toMatchObject({
      actor: { name: "Olive Owner" },
      action: "workspace.import_begun",
      target: { type: "workspace", name: "Acme" },
      data: { source: "slack" },
    });
    expect(again.unexpected(/RATE_LIMITS/)).toEqual([]);
    await again.stop();
  });

  it("is one at a time", async () => {
    const slug = await startForeignWorkspace();
    const first = beginImport(world.owner, slug);
    first.write(Buffer.alloc(1024));
    await waitUntil(() => onDisk(dataDir).length === 1);
    const second = await importZip(world.owner, slug, await zip(files));
    expect(second).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    first.destroy();
    await waitUntil(() => onDisk(dataDir).length === 0);
    const third = await importZip(world.owner, slug, await zip(files));
    expect(third.status).toBe(200);
  });

  it("commits nothing for whom is no owner any more", async () => {
    const slug = await startForeignWorkspace();
    const foreign = inWorkspace(world.server, world.owner, slug, world.general);
    const second = await foreign.buildMember();
    await giveRole(slug, second, "owner");
    const req = beginImport(second, slug);
    const ended = new Promise((resolve) => {
      req.on("response", (response) => resolve(response.resume().statusCode));
      req.on("error", () => resolve("broken off"));
    });
    const bytes = await zip(files);
    req.write(bytes.subarray(0, 1_000));
    await waitUntil(() => onDisk(dataDir).length === 1);
    await giveRole(slug, second, "admin");
    req.end(bytes.subarray(1_000));
    expect(["broken off", 503]).toContain(await ended);
    await waitUntil(() => onDisk(dataDir).length === 0);
    expect((await listChannels(world.owner, slug)).map(({ name }) => name)).toEqual(["general"]);
    const { events } = (await world.owner.get(`/api/admin/audit?workspace=${slug}`)).body;
    const actions = events.map(({ action }: Json) => action as string);
    expect(actions.filter((action: string) => action.startsWith("workspace.import"))).toEqual([]);
  });
});
