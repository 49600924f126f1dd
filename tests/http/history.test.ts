import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, Guest, Message } from "@/lib/api-types";
import { serverEvents } from "@/lib/server-events";
import type { Answer, Connection, Json, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";
import { buildCast, type Cast } from "./roles/cast";
import { handlerOf, listServed } from "./roles/served";
import { EVENT_ROWS, HTTP_ROWS, type HttpRow, readAnswers } from "./roles/table";

/**
 * What was written before a guest's history begins, over every door. The doors are all rows of the table of roles, and
 * that has a row for every method of every route and for every event of a client. A message that is old is asked for
 * and changed by each of them.
 */
const world = useWorld({ env: { GUEST_LEASE_MS: "20000" } });

type Kind = "joined later" | "was given less";
const KINDS: Kind[] = ["joined later", "was given less"];

let cast: Cast;
let shared: Channel;
/** Reads everything, and proves that there was something to see. */
let witness: Person;
const limited = {} as Record<Kind, Person & { guest: Guest }>;
/** An answer in the old thread, from the time when the guests read the channel. It mentions them. */
let late: Message;
let own: Message;

beforeAll(async () => {
  cast = await buildCast(world);
  witness = cast.people.guest;
  const channels = (await world.owner.get("/api/workspaces/acme/channels")).body.channels;
  shared = channels.find(({ id }: Channel) => id === cast.ids.SHARED);
  const annex = await world.buildChannel();
  limited["was given less"] = await world.buildGuest({ channels: [shared, annex] });
  for (const one of [witness, limited["was given less"]]) await followOldThread(one);
  limited["joined later"] = await world.buildGuest({ channels: [annex] });
  // Not in a thread, and read by nobody of them.
  await say(world.owner, {
    body: `all of <!channel> and <@${limited["was given less"].guest.userId}>`,
  });
  await world.owner.call("PUT", fill("/api/messages/PARENT/pin"));
  await pass();
  await change(limited["joined later"], annex, { history: "joining" });
  await change(limited["was given less"], annex, { history: new Date().toISOString() });
  const named = await Promise.all(KINDS.map((kind) => idOf(limited[kind])));
  const body = `a late answer to ${named.map((id) => `<@${id}>`).join(" ")}`;
  late = await say(world.owner, { body, parentId: cast.ids.PARENT });
  own = await say(world.owner, { body: "an answer that all may read" });
});

const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;

async function say(person: Person, message: object): Promise<Message> {
  const answer = await person.post(`/api/channels/${shared.id}/messages`, message);
  return expectStatus(answer, 201).body.message;
}

/** They are mentioned in it, follow it, and have read nothing. */
async function followOldThread(guest: Person) {
  const body = `an answer to <@${await idOf(guest)}>`;
  await say(world.owner, { body, parentId: cast.ids.PARENT });
  await say(guest, { body: "an answer of their own", parentId: cast.ids.PARENT });
}

/** Times are kept to the millisecond. */
const pass = () => {
  const before = Date.now();
  return waitUntil(() => Date.now() > before + 1);
};

const change = async ({ guest }: { guest: Guest }, annex: Channel, terms: object) => {
  const channels = [{ id: annex.id }, { id: shared.id, ...terms }];
  const answer = await world.owner.call("PATCH", `/api/admin/guest/${guest.id}`, { channels });
  return expectStatus(answer, 200).body.guest as Guest;
};

const OLD = ["PARENT", "MESSAGE", "FILE"];
const isOld = (text: string) => OLD.some((name) => new RegExp(`\\b${name}\\b`).test(text));
const fill = (text: string, ids: Readonly<Record<string, string>> = cast.ids) =>
  text.replace(/\b[A-Z]{4,}\b/g, (name) => ids[name] ?? name);
const withoutOld = () => ({
  ...cast.ids,
  ...Object.fromEntries(OLD.map((name) => [name, "none"])),
});

/** What only somebody who may read the old messages can know. */
const marks = () => [...OLD.map((name) => cast.ids[name] ?? ""), late.id, "plan.txt", 'an answer"'];
const revealed = (told: unknown) => marks().filter((mark) => JSON.stringify(told).includes(mark));

function ask(person: Person, request: string, body: unknown, ids = cast.ids): Promise<Answer> {
  const [method = "", path = ""] = request.split(" ");
  if (typeof body === "string") {
    const type = { "content-type": "application/octet-stream" };
    return person.call(method, fill(path, ids), body, type);
  }
  const sent = body === undefined ? undefined : fill(JSON.stringify(body), ids);
  return person.call(method, fill(path, ids), sent);
}

const ANSWERED = HTTP_ROWS.filter(([, answers]) => readAnswers(answers).guest !== undefined);
/** Further ways to ask at the same doors, and the pages that the server renders. */
const MORE: HttpRow[] = [
  ["GET /api/channels/SHARED/messages?before=1000", ""],
  ["GET /api/channels/SHARED/messages?after=0&limit=1", ""],
  ["GET /api/workspaces/acme/search?q=plan", ""],
  ["GET /api/workspaces/acme/search?q=has:file", ""],
  ["GET /api/workspaces/acme/search?q=has:pin", ""],
  ["GET /api/workspaces/acme/search?q=from:owner", ""],
  ["GET /w/acme", ""],
  ["GET /w/acme/c/SHARED", ""],
  ["GET /w/acme/c/SHARED?at=1", ""],
];
/** Where the witness is shown old messages. A new door is to be added here, and is then tested like the others. */
const DOORS = [
  "GET /api/workspaces/[slug]/search",
  "GET /api/workspaces/[slug]/channels",
  "GET /api/workspaces/[slug]/threads",
  "GET /api/channels/[id]/messages",
  "GET /api/channels/[id]/pins",
  "GET /api/files/[id]",
  "GET /api/messages/[id]/thread",
];

describe.each(KINDS)("a guest who %s", (kind) => {
  let tab: Connection;
  beforeAll(async () => {
    tab = await limited[kind].enter("acme");
    return () => tab.close();
  });

  it("is counted nothing old, and is told nothing of it in `ready`", async () => {
    const { channels } = (await limited[kind].get("/api/workspaces/acme/channels")).body;
    const channel = channels.find(({ id }: Channel) => id === shared.id);
    const seqs = [...channel.mentionSeqs, ...channel.unseenReplies.map((one: Json) => one.seq)];
    expect(seqs.filter((seq: number) => seq < own.seq)).toEqual([]);
    const { messages } = (await limited[kind].get(`/api/channels/${shared.id}/messages`)).body;
    const unread = (messages as Message[]).filter(
      ({ seq, author, parentId }) =>
        seq > channel.lastReadSeq && author.id !== limited[kind].guest.userId && parentId === null,
    );
    expect(unread.length).toBeGreaterThan(0);
    expect(channel.unreadCount).toBe(unread.length);
    expect(revealed(tab.ready)).toEqual([]);
  });

  it.each([...ANSWERED, ...MORE])(
    "is shown nothing old by %s",
    async (request, _answers, body?: unknown) => {
      const answer = await ask(limited[kind], request, body);
      expect(revealed([answer.body, [...answer.headers]])).toEqual([]);
      if (!isOld(request + JSON.stringify(body ?? ""))) return;
      const unknown = await ask(limited[kind], request, body, withoutOld());
      expect([answer.status, answer.body]).toEqual([unknown.status, unknown.body]);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    },
  );

  it.each(EVENT_ROWS)("is answered nothing old by %s", async (event, _answers, payload) => {
    const text = JSON.stringify(payload);
    const answer = await tab.emit(event, JSON.parse(fill(text)));
    expect(revealed(answer)).toEqual([]);
    if (!isOld(text)) return;
    expect(answer).toEqual(await tab.emit(event, JSON.parse(fill(text, withoutOld()))));
    expect(answer.ok).toBe(false);
  });

  it("cannot answer in an old thread, nor to an answer in it", async () => {
    for (const parentId of [cast.ids.PARENT, cast.ids.MESSAGE, late.id]) {
      const path = `/api/channels/${shared.id}/messages`;
      const answer = await limited[kind].post(path, { body: "x", parentId });
      const unknown = await limited[kind].post(path, { body: "x", parentId: "none" });
      expect([answer.status, answer.body]).toEqual([404, unknown.body]);
    }
  });

  it("is seen by an admin as they see", async () => {
    const view = `/api/admin/guest/${limited[kind].guest.id}/view`;
    for (const path of ["", "/channels/SHARED/messages", "/channels/SHARED/messages?before=9"]) {
      const { body } = expectStatus(await world.owner.get(fill(view + path)), 200);
      expect(revealed(body)).toEqual([]);
    }
    for (const old of ["files/FILE", "threads/PARENT", "threads/MESSAGE"]) {
      expectStatus(await world.owner.get(fill(`${view}/${old}`)), 404);
    }
  });

  it("reads what is said from then on", async () => {
    const { body } = await limited[kind].get(`/api/channels/${shared.id}/messages`);
    expect(body.messages[0].id).toBe(own.id);
    expect(body.hasMore).toBe(false);
  });

  it("is told since when they read, and so are admins", async () => {
    const { channels } = (await limited[kind].get("/api/workspaces/acme/channels")).body;
    const { historyFrom } = channels.find(({ id }: Channel) => id === shared.id);
    expect(Date.parse(historyFrom)).toBeLessThanOrEqual(Date.parse(own.createdAt));
    const { guests } = (await world.owner.get("/api/admin/guest?workspace=acme")).body;
    const { channels: terms } = guests.find(({ id }: Guest) => id === limited[kind].guest.id);
    expect(terms).toContainEqual({ id: shared.id, historyFrom, expiresAt: null });
  });
});

it("asks at every door at which there is something old to see", async () => {
  const served = await listServed(cast.people.nobody);
  const rows = [...ANSWERED, ...MORE].filter(([request]) => request.startsWith("GET /api"));
  const shown = await Promise.all(
    rows.map(async ([request]) => {
      const answer = await ask(witness, request, undefined);
      return revealed([answer.body, [...answer.headers]]).length > 0 ? request : null;
    }),
  );
  const doors = new Set(shown.flatMap((request) => (request ? handlerOf(request, served) : [])));
  expect([...doors].toSorted()).toEqual(
    DOORS.map((door) => handlerOf(door.replace(/\[[^\]]+\]/g, "none"), served)).toSorted(),
  );
});

/** Every change that an owner can make of something old, the end of it last. */
const isChange = (text: string) => isOld(text) && !text.startsWith("GET ");
const CHANGES = HTTP_ROWS.filter(([request]) => isChange(request));
const EVENT_CHANGES = EVENT_ROWS.filter(([, , payload]) => isOld(JSON.stringify(payload))).toSorted(
  ([one], [other]) => Number(one.endsWith("delete")) - Number(other.endsWith("delete")),
);

/** The events that are about one message, by what they carry. */
const ABOUT_MESSAGES = Object.entries(serverEvents)
  .filter(
    ([, { fields }]) => ("message" in fields && !("reason" in fields)) || "messageId" in fields,
  )
  .map(([name]) => name);

describe("when something old is changed", () => {
  const tabs = {} as Record<Kind | "witness", Connection>;
  beforeAll(async () => {
    for (const kind of KINDS) tabs[kind] = await limited[kind].enter("acme");
    tabs.witness = await witness.enter("acme");
  });
  afterAll(() => Object.values(tabs).forEach((tab) => tab.close()));

  it("in every way, a guest whose history begins later is told nothing", async () => {
    const mine = await world.owner.enter("acme");
    for (const [request, , body] of CHANGES) await ask(world.owner, request, body);
    await say(world.owner, { body: "an answer", parentId: cast.ids.PARENT });
    for (const [event, , payload] of EVENT_CHANGES) {
      await mine.emit(event, JSON.parse(fill(JSON.stringify(payload))));
    }
    const last = await say(world.owner, { body: "that is all" });
    for (const tab of Object.values(tabs)) {
      await waitUntil(() => tab.of("message:created").some((one) => one.message.id === last.id));
    }
    const told = (tab: Connection) =>
      tab.seen.filter(({ payload }) => revealed(payload).length > 0);
    const names = (tab: Connection) => [...new Set(told(tab).map(({ event }) => event))].toSorted();
    expect(names(tabs.witness)).toEqual(ABOUT_MESSAGES.toSorted());
    for (const kind of KINDS) expect(names(tabs[kind])).toEqual([]);
    mine.close();
  });

  it("a new thread and its changes reach everybody", async () => {
    const first = await say(world.owner, { body: "a new thread" });
    const answer = await say(limited["joined later"], { body: "heard", parentId: first.id });
    for (const tab of Object.values(tabs)) {
      await waitUntil(() => tab.of("message:created").some((one) => one.message.id === answer.id));
    }
  });
});
