import { beforeAll, describe, expect, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import { PROTOCOL_VERSION } from "@/lib/protocol";
import type { Connection, Json, Person } from "../support/person";
import { RawTab } from "../support/raw-tab";
import { waitUntil } from "../support/wait";
import { useWorld } from "../support/world";

const databases = [
  ["PGlite", { embedded: true }],
  ["Postgres", { embedded: false }],
] as const;

/** Every message of a channel, page after page. */
async function readAll(person: Person, channelId: string): Promise<Message[]> {
  const all: Message[] = [];
  for (let more = true; more; ) {
    const after = all.at(-1)?.seq ?? 0;
    const path = `/api/channels/${channelId}/messages?after=${after}&limit=200`;
    const { body } = await person.get(path);
    all.push(...body.messages);
    more = body.hasMore;
  }
  return all;
}

const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

describe.each(databases)("on %s", (_name, options) => {
  const world = useWorld(options);
  let people: Person[];
  let tabs: Connection[];
  beforeAll(async () => {
    people = await Promise.all(count(10).map(() => world.buildMember()));
    tabs = await Promise.all(people.map((person) => person.enter("acme")));
  });

  it("ten senders in one channel lose nothing, over sockets and HTTP at once", async () => {
    const { id } = world.general;
    const each = 20;
    const sent = await Promise.all(
      people.flatMap((person, p) =>
        count(each).map(async (i) => {
          const body = `${p}/${i}`;
          if (i % 2 === 0) return tabs[p]?.send(id, body);
          const answer = await person.post(`/api/channels/${id}/messages`, { body });
          expect([answer.status, answer.body.code]).toEqual([201, undefined]);
          return answer.body.message as Message;
        }),
      ),
    );
    const seqs = sent.map((message) => message?.seq ?? 0).sort((a, b) => a - b);
    expect(seqs).toEqual(count(10 * each));
    const all = await readAll(world.owner, id);
    expect(all.map(({ seq, body }) => [seq, body])).toEqual(
      sent.map((one) => [one?.seq, one?.body]).sort(([a], [b]) => Number(a) - Number(b)),
    );
    for (const tab of tabs) {
      await waitUntil(() => tab.of("message:created").length === 10 * each);
      const heard = tab.of("message:created").map((one) => one.message.rev);
      expect(heard).toEqual([...heard].sort((a, b) => a - b));
    }
  });

  it("the same clientId gives the same message, even when all come at once", async () => {
    const channel = await world.buildChannel();
    const clientId = crypto.randomUUID();
    const draft = { channelId: channel.id, body: "once", clientId };
    const [mine, tab] = [people[0] as Person, tabs[0] as Connection];
    const answers = await Promise.all(
      count(10).map(async (i) =>
        i % 2
          ? tab.emit("message:send", draft)
          : mine.post(`/api/channels/${channel.id}/messages`, { body: "once", clientId }),
      ),
    );
    const ids = answers.map((one: Json) => (one.data ?? one.body).message.id);
    expect(new Set(ids).size).toBe(1);
    const statuses = answers.map((one: Json) => one.status).filter(Boolean);
    expect(statuses.filter((status: number) => status === 201).length).toBeLessThanOrEqual(1);
    expect(statuses.every((status: number) => status === 200 || status === 201)).toBe(true);
    const other = await tabs[1]?.emit("message:send", draft);
    expect(other).toMatchObject({ ok: true, data: { message: { seq: 2 } } });
    expect((await readAll(world.owner, channel.id)).map((one) => one.seq)).toEqual([1, 2]);
  });

  it("a place is never lost to a send that is refused", async () => {
    const channel = await world.buildChannel();
    const tab = tabs[0] as Connection;
    for (const i of count(3)) {
      await tab.send(channel.id, `good ${i}`);
      const clientId = crypto.randomUUID();
      const wrong = { channelId: channel.id, body: "x", clientId, parentId: "none" };
      expect(await tab.emit("message:send", wrong)).toMatchObject({ error: { code: "NOT_FOUND" } });
    }
    expect((await readAll(world.owner, channel.id)).map((one) => one.seq)).toEqual([1, 2, 3]);
  });
});

describe("an event", () => {
  const world = useWorld();
  let channel: Channel;
  let owner: Connection;
  let guest: Connection;
  let guestPerson: Person;
  beforeAll(async () => {
    channel = await world.buildChannel();
    owner = await world.owner.enter("acme");
    guestPerson = await world.buildGuest({ channels: [channel] });
    guest = await guestPerson.enter("acme");
  });

  it("says ready first, with the channels that were joined and nothing else", async () => {
    expect(guest.seen[0]).toMatchObject({ event: "ready" });
    expect(guest.ready).toMatchObject({
      user: { name: guestPerson.name },
      as: "guest",
      channels: [{ id: channel.id, lastSeq: 0, lastRev: 0 }],
    });
    for (const _ of count(5)) {
      const going = owner.send(channel.id, "while you come");
      const tab = await guestPerson.enter("acme");
      await going;
      expect(tab.seen[0]?.event).toBe("ready");
      tab.close();
    }
  });

  it("asks a page of an older version to reload, and serves it; nobody else is asked", async () => {
    const enter = (protocol?: number) =>
      guestPerson.enter("acme", { auth: { workspace: "acme", protocol } });
    const old = await enter(PROTOCOL_VERSION - 1);
    expect(old.ready.newerProtocol).toBe(PROTOCOL_VERSION);
    await old.send(channel.id, "from an old page");
    await old.next("message:created");
    // A page may be newer than a server: two nodes are not replaced at the same moment.
    const others = [
      guest,
      await enter(),
      await enter(PROTOCOL_VERSION),
      await enter(PROTOCOL_VERSION + 1),
    ];
    for (const { ready } of others) expect(ready).not.toHaveProperty("newerProtocol");
    for (const tab of [old, ...others.slice(1)]) tab.close();
  });

  it("tells of sending, editing, reacting and deleting, in this order, with rising rev", async () => {
    const from = guest.seen.length;
    const message = await owner.send(channel.id, "first");
    const edited = await owner.emit("message:edit", { messageId: message.id, body: "second" });
    expect(edited).toMatchObject({
      ok: true,
      data: { message: { id: message.id, body: "second", seq: message.seq } },
    });
    const toggle = { messageId: message.id, emoji: "👍" };
    const me = guest.ready.user.id;
    expect(await guest.emit("reaction:toggle", toggle)).toEqual({
      ok: true,
      data: { reactions: [{ emoji: "👍", userIds: [me] }] },
    });
    expect(await guest.emit("reaction:toggle", toggle)).toEqual({
      ok: true,
      data: { reactions: [] },
    });
    const foreign = await guest.emit("message:edit", { messageId: message.id, body: "mine now" });
    expect(foreign).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
    const removal = await guest.emit("message:delete", { messageId: message.id });
    expect(removal).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
    const deleted = await owner.emit("message:delete", { messageId: message.id });
    expect(deleted).toMatchObject({ ok: true, data: { message: { body: "", reactions: [] } } });
    expect(await owner.emit("message:edit", { messageId: message.id, body: "x" })).toMatchObject({
      error: { code: "NOT_FOUND" },
    });
    await waitUntil(() => guest.seen.slice(from).some((one) => one.event === "message:deleted"));
    const heard = guest.seen.slice(from);
    expect(heard.map((one) => one.event)).toEqual([
      "message:created",
      "message:updated",
      "reaction:updated",
      "reaction:updated",
      "message:deleted",
    ]);
    const revs = heard.map(({ payload }) => payload.message?.rev ?? payload.rev);
    expect(revs).toEqual(count(5).map((i) => message.rev + i - 1));
    expect(heard[2]?.payload).toEqual({
      channelId: channel.id,
      messageId: message.id,
      rev: message.rev + 2,
      reactions: [{ emoji: "👍", userIds: [me] }],
    });
    expect(heard[4]?.payload.message).toMatchObject({ body: "", deletedAt: expect.any(String) });
  });

  it("tells of typing to the others, of reading to one's own devices", async () => {
    const [from, ownersFrom] = [guest.seen.length, owner.seen.length];
    const second = await guestPerson.enter("acme");
    expect(await guest.emit("typing:start", { channelId: channel.id })).toEqual({
      ok: true,
      data: {},
    });
    await guest.emit("typing:stop", { channelId: channel.id });
    const read = await guest.emit("channel:read", { channelId: channel.id, seq: 3 });
    expect(read).toEqual({ ok: true, data: { channelId: channel.id, seq: 3 } });
    const back = await guest.emit("channel:read", { channelId: channel.id, seq: 1 });
    expect(back).toEqual({ ok: true, data: { channelId: channel.id, seq: 3 } });
    await waitUntil(() => owner.of("typing:updated").length === 2);
    expect(owner.of("typing:updated")).toEqual([
      { channelId: channel.id, user: guest.ready.user, typing: true },
      { channelId: channel.id, user: guest.ready.user, typing: false },
    ]);
    await waitUntil(() => second.of("read:updated").length > 0);
    expect(second.of("read:updated")).toEqual([{ channelId: channel.id, seq: 3 }]);
    await guest.emit("typing:stop", { channelId: channel.id });
    expect(guest.seen.slice(from).filter((one) => one.event === "typing:updated")).toEqual([]);
    const heard = owner.seen.slice(ownersFrom).map((one) => one.event);
    expect(heard).not.toContain("read:updated");
    second.close();
  });

  it("sync fills a gap: new, edited, deleted and reacted to, of visible channels alone", async () => {
    const hidden = await world.buildChannel({ visibility: "private" });
    await owner.send(hidden.id, "not for guests");
    const kept = await owner.send(channel.id, "to be edited");
    const gone = await owner.send(channel.id, "to be deleted");
    const liked = await owner.send(channel.id, "to be liked");
    const cursor = liked.rev;
    await owner.emit("message:edit", { messageId: kept.id, body: "edited" });
    await owner.emit("message:delete", { messageId: gone.id });
    await owner.emit("reaction:toggle", { messageId: liked.id, emoji: "🎉" });
    const fresh = await owner.send(channel.id, "new");
    const cursors = { [channel.id]: cursor, [hidden.id]: 0, none: 0 };
    const answer = await guest.emit("sync", { cursors });
    expect(answer).toMatchObject({ ok: true, data: { more: { [channel.id]: false } } });
    const { messages, more } = (answer as Json).data;
    expect(Object.keys(more)).toEqual([channel.id]);
    expect(messages.map((one: Message) => [one.id, one.rev - cursor, one.body])).toEqual([
      [kept.id, 1, "edited"],
      [gone.id, 2, ""],
      [liked.id, 3, "to be liked"],
      [fresh.id, 4, "new"],
    ]);
    expect(messages[2].reactions).toHaveLength(1);
    const none = await guest.emit("sync", { cursors: { [channel.id]: fresh.rev } });
    expect(none).toEqual({ ok: true, data: { messages: [], more: { [channel.id]: false } } });
  });

  it("sync of a long gap comes in parts that say whether there is more", async () => {
    const long = await world.buildChannel();
    await Promise.all(count(450).map((i) => owner.send(long.id, `${i}`)));
    const revs: number[] = [];
    for (let more = true, parts = 0; more; parts++) {
      expect(parts).toBeLessThan(10);
      const answer = await owner.emit("sync", { cursors: { [long.id]: revs.at(-1) ?? 0 } });
      const { messages, more: rest } = (answer as Json).data;
      revs.push(...messages.map((one: Message) => one.rev));
      more = rest[long.id];
    }
    expect(revs).toEqual(count(450));
  });

  it("posting in a public channel joins it, reading does not; a guest gets into none", async () => {
    const open = await world.buildChannel();
    const person = await world.buildMember();
    const tab = await person.enter("acme");
    const page = await person.get(`/api/channels/${open.id}/messages`);
    expect(page.status).toBe(200);
    await owner.send(open.id, "not yet");
    expect(await tab.emit("typing:start", { channelId: open.id })).toEqual({ ok: true, data: {} });
    await waitUntil(() => owner.of("typing:updated").some((one) => one.channelId === open.id));
    expect(await guest.emit("typing:start", { channelId: open.id })).toMatchObject({
      error: { code: "NOT_FOUND" },
    });
    await tab.send(open.id, "here I am");
    await owner.send(open.id, "welcome");
    await waitUntil(() => tab.of("message:created").some((one) => one.message.body === "welcome"));
    expect(tab.of("message:created").map((one) => one.message.body)).not.toContain("not yet");
    expect(tab.of("channel:created").some((one) => one.channel.id === open.id)).toBe(true);
    const draft = { channelId: open.id, body: "me too", clientId: crypto.randomUUID() };
    expect(await guest.emit("message:send", draft)).toMatchObject({ error: { code: "NOT_FOUND" } });
    tab.close();
  });

  it("is acknowledged and delivered in the same order on one connection", async () => {
    const tab = await RawTab.enter(world.server.url, world.owner.cookie, "acme");
    for (const i of count(20)) {
      const clientId = crypto.randomUUID();
      tab.say(
        `42${i}["message:send",${JSON.stringify({ channelId: channel.id, body: `${i}`, clientId })}]`,
      );
    }
    await tab.acknowledgement(20);
    const acks = await Promise.all(count(20).map((i) => tab.acknowledgement(i)));
    const seqs = acks.map((ack) => ack.data.message.seq as number);
    expect(seqs).toEqual(count(20).map((i) => (seqs[0] ?? 0) + i - 1));
    tab.destroy();
  });
});
