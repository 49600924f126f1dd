import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Channel, Message, MessageFile } from "@/lib/api-types";
import { download, sendFile } from "../support/files";
import { openPendingChanges, type PendingChanges } from "../support/pending-change";
import type { Connection, Json, Person } from "../support/person";
import { createDatabase } from "../support/services/postgres";
import { layStall, type Stall } from "../support/stall";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

/** On Postgres: what happens at the same moment is part of it. */
let stall: Stall;
let databaseUrl: string;
let database: PendingChanges;
/** Two who stay, and the channel that everybody here shares. */
let maya: Person;
let noor: Person;
let room: Channel;
beforeAll(async () => {
  databaseUrl = await createDatabase(inject("postgresUrl"));
  stall = await layStall(databaseUrl);
});
afterAll(async () => {
  await stall.stop();
});
const world = useWorld(() => ({ env: { DATABASE_URL: stall.url, GUEST_LEASE_MS: "20000" } }));
beforeAll(async () => {
  database = await openPendingChanges(databaseUrl);
  room = await world.buildChannel();
  [maya, noor] = [await world.buildMember({ name: "Maya" }), await world.buildMember()];
  for (const person of [maya, noor]) await person.post(`/api/channels/${room.id}/join`);
  await allowDirects(true);
});
afterAll(async () => {
  await database.close();
});

const allowDirects = async (guestDirect: boolean) =>
  expectStatus(await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect }), 200);
const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;
const post = async (person: Person, channel: Channel, body: string, parent?: Message) => {
  const sent = { body, parentId: parent?.id };
  const answer = await person.post(`/api/channels/${channel.id}/messages`, sent);
  return expectStatus(answer, 201).body.message as Message;
};
const open = async (person: Person, ...others: Person[]) => {
  const userIds = await Promise.all(others.map(idOf));
  const answer = await person.post("/api/workspaces/acme/direct", { userIds });
  return expectStatus(answer, answer.status === 201 ? 201 : 200).body.channel as Channel;
};
const pageOf = async (person: Person, channel: Channel, query = "") =>
  expectStatus(await person.get(`/api/channels/${channel.id}/messages?${query}`), 200).body;
const bodiesOf = (messages: Message[]) => messages.map((one) => one.body);
const list = async (person: Person, channel: Channel) =>
  bodiesOf((await pageOf(person, channel)).messages);

interface Way {
  who: Person;
  /** Takes them out of their conversations. */
  lose(): Promise<unknown>;
  /** Lets them open one anew. */
  regain(): Promise<unknown>;
}

/** Every way in which a seat in a conversation is lost. */
const WAYS: Record<string, () => Promise<Way>> = {
  "the workspace keeps guests in channels": async () => ({
    who: await world.buildGuest({ channels: [room] }),
    lose: () => allowDirects(false),
    regain: () => allowDirects(true),
  }),
  "a guest loses the channel that was shared": async () => {
    const far = await world.buildChannel({ visibility: "private" });
    const who = await world.buildGuest({ channels: [room] });
    const admit = async (channel: Channel) => {
      const change = { channelIds: [channel.id] };
      const path = `/api/admin/guest/${who.guest.id}`;
      expectStatus(await world.owner.call("PATCH", path, change), 200);
    };
    return { who, lose: () => admit(far), regain: () => admit(room) };
  },
  "the others leave the channel that was shared": async () => {
    const shared = await world.buildChannel();
    const join = () => both((one) => one.post(`/api/channels/${shared.id}/join`));
    await join();
    const leave = () => both((one) => one.post(`/api/channels/${shared.id}/leave`));
    return { who: await world.buildGuest({ channels: [shared] }), lose: leave, regain: join };
  },
  "a guest is removed, and invited anew": async () => {
    const who = await world.buildGuest({ channels: [room] });
    const path = () => `/api/admin/guest/${who.guest.id}`;
    return {
      who,
      lose: async () => expectStatus(await world.owner.call("DELETE", path()), 200),
      regain: () => world.buildGuest({ channels: [room], as: who }),
    };
  },
  "a member is removed, and invited anew": async () => {
    const who = await world.buildMember();
    const members = "/api/workspaces/acme/members";
    return {
      who,
      lose: async () => {
        const { body } = await world.owner.get(members);
        const { id } = body.members.find((one: Json) => one.email === who.email);
        expectStatus(await world.owner.call("DELETE", `${members}/${id}`), 200);
      },
      regain: async () => {
        const made = await world.owner.post("/api/workspaces/acme/invites", { role: "member" });
        expectStatus(await who.post(`/api/invites/${made.body.invite.token}/accept`), 200);
      },
    };
  },
};

const both = async (ask: (one: Person) => Promise<unknown>) => {
  for (const one of [maya, noor]) await ask(one);
};

describe("whoever was taken out of a conversation and opens it anew", () => {
  it.each(Object.entries(WAYS))(
    "has not heard what was said meanwhile: %s",
    async (_way, build) => {
      const { who, lose, regain } = await build();
      const direct = await open(maya, noor, who);
      await post(maya, direct, "one");
      for (const [missed, heard] of [
        ["two", "three"],
        ["four", "five"],
      ] as const) {
        await lose();
        expectStatus(await who.get(`/api/channels/${direct.id}/messages`), 404);
        await post(noor, direct, missed);
        await regain();
        expect((await open(who, maya, noor)).id).toBe(direct.id);
        await post(maya, direct, heard);
      }
      expect(await list(who, direct)).toEqual(["one", "three", "five"]);
      expect(await list(noor, direct)).toEqual(["one", "two", "three", "four", "five"]);
    },
  );

  it("is one who has left by themself, too, or whom the others fetch back", async () => {
    const who = await world.buildMember();
    const direct = await open(maya, who);
    await post(maya, direct, "one");
    expectStatus(await who.post(`/api/channels/${direct.id}/leave`), 200);
    await post(maya, direct, "two");
    await open(maya, who);
    await post(maya, direct, "three");
    expect(await list(who, direct)).toEqual(["one", "three"]);
  });

  it("misses nothing where nothing was said, and has read what they had read", async () => {
    const who = await world.buildMember();
    const direct = await open(maya, who);
    const [first] = [await post(maya, direct, "one"), await post(maya, direct, "two")];
    const tab = await who.enter("acme");
    await tab.emit("channel:read", { channelId: direct.id, seq: first.seq });
    tab.close();
    expectStatus(await who.post(`/api/channels/${direct.id}/leave`), 200);
    expect(await open(who, maya)).toMatchObject({ lastReadSeq: first.seq, unreadCount: 1 });
    expect(await list(who, direct)).toEqual(["one", "two"]);
  });
});

/** A conversation in which a guest was away for a while, all that can be said having been said at each time. */
interface Talk {
  guest: Person;
  direct: Channel;
  tab: Connection;
  said: Record<"before" | "between" | "after", Message>;
  files: Record<"before" | "between", MessageFile>;
  /** An answer, at each time, in the thread that was begun before. */
  answers: Record<"before" | "between" | "after", Message>;
  deep: Message;
}

async function haveTalk(): Promise<Talk> {
  const guest = await world.buildGuest({ channels: [room] });
  const guestId = await idOf(guest);
  const direct = await open(maya, noor, guest);
  const say = async (when: string) => {
    const { message, file } = await sendFile(
      maya,
      direct,
      `${when}.txt`,
      when,
      `quince ${when} <!channel>`,
    );
    expectStatus(await noor.call("PUT", `/api/messages/${message.id}/pin`), 200);
    return { message, file };
  };
  const before = await say("before");
  const first = await post(guest, direct, "quince answer before", before.message);
  await allowDirects(false);
  const between = await say("between");
  const second = await post(noor, direct, `quince answer between <@${guestId}>`, before.message);
  const deep = await post(noor, direct, "quince deep between", between.message);
  await allowDirects(true);
  await open(guest, maya, noor);
  const tab = await guest.enter("acme");
  const after = await post(maya, direct, "quince after");
  const third = await post(noor, direct, "quince answer after", before.message);
  return {
    guest,
    direct,
    tab,
    said: { before: before.message, between: between.message, after },
    files: { before: before.file, between: between.file },
    answers: { before: first, between: second, after: third },
    deep,
  };
}

const search = async (person: Person, q: string) => {
  const { body } = await person.get(`/api/workspaces/acme/search?q=${encodeURIComponent(q)}`);
  return body.hits.map((hit: Json) => hit.message.body) as string[];
};
const refusalOf = (answer: { status: number; body: Json }) => [answer.status, answer.body.code];
const NOT_FOUND = [404, "NOT_FOUND"];
const ALL = [
  "quince before <!channel>",
  "quince answer before",
  "quince after",
  "quince answer after",
];

/** What each door says, and what it is to say. */
const DOORS: Record<string, [ask: (talk: Talk) => Promise<unknown>, expected: unknown]> = {
  "the newest page": [({ guest, direct }) => list(guest, direct), ALL],
  "a page after a place, of what there is": [
    async ({ guest, direct, said }) => {
      const page = await pageOf(guest, direct, `after=${said.between.seq - 1}&limit=1`);
      return [bodiesOf(page.messages), page.hasMore];
    },
    [["quince after"], true],
  ],
  "a page before a place": [
    async ({ guest, direct, said }) =>
      bodiesOf((await pageOf(guest, direct, `before=${said.after.seq}`)).messages),
    ALL.slice(0, 2),
  ],
  "the count of a thread's answers": [
    async ({ guest, direct, said }) => (await pageOf(guest, direct)).threads[said.before.id].count,
    2,
  ],
  "the page of the channel": [
    async ({ guest, direct }) => {
      const { body } = expectStatus(await guest.get(`/w/acme/c/${direct.id}`), 200);
      return [body.includes("quince after"), body.includes("between")];
    },
    [true, false],
  ],
  sync: [
    async ({ tab, direct }) => {
      const { data }: Json = await tab.emit("sync", { cursors: { [direct.id]: 0 } });
      return [bodiesOf(data.messages).toSorted(), data.more[direct.id]];
    },
    [ALL.toSorted(), false],
  ],
  "search by words": [async ({ guest }) => (await search(guest, "quince")).toReversed(), ALL],
  "search by what is in it": [({ guest }) => search(guest, "has:file"), ALL.slice(0, 1)],
  "a thread from before": [
    async ({ guest, said }) =>
      bodiesOf((await guest.get(`/api/messages/${said.before.id}/thread`)).body.replies),
    ["quince answer before", "quince answer after"],
  ],
  "a thread begun meanwhile": [
    async ({ guest, said }) =>
      refusalOf(await guest.get(`/api/messages/${said.between.id}/thread`)),
    NOT_FOUND,
  ],
  "following it": [
    async ({ guest, said }) =>
      refusalOf(
        await guest.call("PATCH", `/api/messages/${said.between.id}/thread`, { following: true }),
      ),
    NOT_FOUND,
  ],
  "having seen it": [
    async ({ tab, said }) =>
      ((await tab.emit("thread:see", { messageId: said.between.id, seq: 9 })) as Json).error.code,
    "NOT_FOUND",
  ],
  "the threads one follows": [
    async ({ guest }) => {
      const { threads } = (await guest.get("/api/workspaces/acme/threads")).body;
      return threads.map((one: Json) => [one.message.body, one.count, one.unseenSeqs.length]);
    },
    [["quince before <!channel>", 2, 1]],
  ],
  "what is pinned": [
    async ({ guest, direct }) =>
      bodiesOf((await guest.get(`/api/channels/${direct.id}/pins`)).body.messages),
    ALL.slice(0, 1),
  ],
  "a file from before": [
    async ({ guest, files }) => (await download(guest, files.before.id)).bytes.toString(),
    "before",
  ],
  "a file sent meanwhile": [
    async ({ guest, files }) => {
      const { status, body } = await download(guest, files.between.id);
      return refusalOf({ status, body });
    },
    NOT_FOUND,
  ],
  editing: [
    ({ tab, said }) => change(tab, "message:edit", said.between, { body: "x" }),
    "NOT_FOUND",
  ],
  deleting: [({ tab, said }) => change(tab, "message:delete", said.between), "NOT_FOUND"],
  reacting: [
    ({ tab, said }) => change(tab, "reaction:toggle", said.between, { emoji: "👍" }),
    "NOT_FOUND",
  ],
  "reacting to an answer": [
    ({ tab, answers }) => change(tab, "reaction:toggle", answers.between, { emoji: "👍" }),
    "NOT_FOUND",
  ],
  answering: [
    async ({ guest, direct, said }) =>
      refusalOf(
        await guest.post(`/api/channels/${direct.id}/messages`, {
          body: "x",
          parentId: said.between.id,
        }),
      ),
    NOT_FOUND,
  ],
  "what waits": [
    async ({ guest, direct, said, answers }) => {
      const { channels } = (await guest.get("/api/workspaces/acme/channels")).body;
      const { unreadCount, mentionSeqs, unseenReplies } = channels.find(
        (one: Channel) => one.id === direct.id,
      );
      return {
        unreadCount,
        mentions: mentionSeqs.map((seq: number) => seq - said.before.seq),
        replies: unseenReplies.map((one: Json) => one.seq - answers.after.seq),
      };
    },
    { unreadCount: 2, mentions: [0], replies: [0] },
  ],
};

async function change(tab: Connection, event: string, { id }: Message, more: object = {}) {
  return ((await tab.emit(event, { messageId: id, ...more })) as Json).error?.code;
}

describe("what was said meanwhile", () => {
  let talk: Talk;
  beforeAll(async () => {
    talk = await haveTalk();
  });
  afterAll(() => talk.tab.close());

  it.each(Object.entries(DOORS))("shows at no door: %s", async (_door, [ask, expected]) => {
    expect(await ask(talk)).toEqual(expected);
  });

  it("is there for those who stayed", async () => {
    const { direct, said, deep } = talk;
    expect(await list(noor, direct)).toHaveLength(7);
    const { body } = await noor.get(`/api/messages/${said.between.id}/thread`);
    expect(bodiesOf(body.replies)).toEqual([deep.body]);
  });

  it("cannot be pinned by a member who was away either", async () => {
    const who = await world.buildMember();
    const direct = await open(maya, who);
    expectStatus(await who.post(`/api/channels/${direct.id}/leave`), 200);
    const missed = await post(maya, direct, "missed");
    await open(who, maya);
    for (const method of ["PUT", "DELETE"]) {
      const answer = await who.call(method, `/api/messages/${missed.id}/pin`);
      expect(refusalOf(answer)).toEqual(NOT_FOUND);
    }
  });

  it("is not told of when it is changed, while those who stayed are", async () => {
    const { tab, said, answers, deep, direct } = talk;
    const other = await noor.enter("acme");
    const mine = await maya.enter("acme");
    tab.seen.length = 0;
    await mine.emit("message:edit", { messageId: said.between.id, body: "between, edited" });
    await mine.emit("reaction:toggle", { messageId: answers.between.id, emoji: "👀" });
    expectStatus(await maya.call("DELETE", `/api/messages/${said.between.id}/pin`), 200);
    await other.emit("message:delete", { messageId: deep.id });
    await mine.emit("message:edit", { messageId: said.after.id, body: "after, edited" });
    await waitUntil(() => tab.of("message:updated").length > 0);
    const told = tab.seen.filter(({ event }) => /^(message|reaction):/.test(event));
    expect(told.map((one) => [one.event, one.payload.message?.body])).toEqual([
      ["message:updated", "after, edited"],
    ]);
    await waitUntil(() => other.of("message:updated").length === 3);
    expect([other.of("reaction:updated").length, other.of("message:deleted").length]).toEqual([
      1, 1,
    ]);
    expect((await pageOf(noor, direct)).asOf.rev).toBeGreaterThan(10);
    for (const one of [other, mine]) one.close();
  });

  it("begins no thread that waits: its answers are not followed by who cannot read it", async () => {
    const { guest, direct, said } = talk;
    const answer = await post(noor, direct, "a late answer", said.between);
    const { channels } = (await guest.get("/api/workspaces/acme/channels")).body;
    const { unseenReplies } = channels.find((one: Channel) => one.id === direct.id);
    expect(unseenReplies.map((one: Json) => one.seq)).not.toContain(answer.seq);
    expect(await search(guest, "late")).toEqual(["a late answer"]);
  });
});

describe("a message that is under way", () => {
  /** What a message does that is not committed yet, for as long as what was asked waits for it. */
  const overtake = (direct: Channel, { id }: Message, ask: () => Promise<unknown>) =>
    database.overtake(
      `WITH c AS (UPDATE channel SET last_seq = last_seq + 1, last_rev = last_rev + 1
          WHERE id = $1 RETURNING id, last_seq, last_rev)
        INSERT INTO message (id, channel_id, seq, rev, author_id, author_guest, body, client_id)
        SELECT gen_random_uuid(), c.id, c.last_seq, c.last_rev, m.author_id, false, 'under way',
          gen_random_uuid() FROM c JOIN message m ON m.id = $2`,
      [direct.id, id],
      ask,
    );
  const begin = async () => {
    const who = await world.buildMember();
    const direct = await open(maya, who);
    const first = await post(maya, direct, "one");
    return { who, direct, first, leave: () => who.post(`/api/channels/${direct.id}/leave`) };
  };

  it("while somebody is taken out was said before, and theirs to read", async () => {
    const { who, direct, first, leave } = await begin();
    await overtake(direct, first, leave);
    await post(maya, direct, "missed");
    await open(who, maya);
    expect(await list(who, direct)).toEqual(["one", "under way"]);
  });

  it("while somebody comes back was said before, and is hidden", async () => {
    const { who, direct, first, leave } = await begin();
    expectStatus(await leave(), 200);
    const { held } = stall;
    stall.hold('absences" FROM channel WHERE id', 2_000);
    const opening = open(who, maya);
    await waitUntil(() => stall.held > held);
    await overtake(direct, first, () => opening);
    await post(maya, direct, "two");
    expect(await list(who, direct)).toEqual(["one", "two"]);
    expect(await list(maya, direct)).toEqual(["one", "under way", "two"]);
  });

  it("to be told does not reach whoever is back by then", async () => {
    const guest = await world.buildGuest({ channels: [room] });
    const direct = await open(maya, noor, guest);
    await allowDirects(false);
    await allowDirects(true);
    const [tab, other] = [await guest.enter("acme"), await noor.enter("acme")];
    const held = stall.holdAnswer("INSERT INTO message");
    const sending = post(maya, direct, "told late");
    await waitUntil(() => held.arrived());
    await open(guest, maya, noor);
    await waitUntil(() => tab.of("channel:created").some((one) => one.channel.id === direct.id));
    held.release();
    await sending;
    await post(noor, direct, "told at once");
    await waitUntil(() => tab.of("message:created").length > 0);
    expect(tab.of("message:created").map((one) => one.message.body)).toEqual(["told at once"]);
    expect(other.of("message:created")).toHaveLength(2);
    for (const one of [tab, other]) one.close();
  });
});

it("of whom it is not known when they left, nothing shows that came after their own last words", async () => {
  const who = await world.buildMember();
  const direct = await open(maya, who);
  await post(who, direct, "my last words");
  await post(maya, direct, "perhaps heard");
  // As in a database from before absences were noted.
  await database.query("DELETE FROM channel_member WHERE channel_id = $1 AND user_id = $2", [
    direct.id,
    await idOf(who),
  ]);
  await post(maya, direct, "not heard");
  await open(who, maya);
  await post(maya, direct, "heard");
  expect(await list(who, direct)).toEqual(["my last words", "heard"]);
});
