import { describe, expect, it } from "vitest";
import type { Channel, Message } from "@/lib/api-types";
import type { Json, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld({ embedded: true });

async function post(
  person: Person,
  channel: Channel,
  body: string,
  parentId?: string,
): Promise<Message> {
  const answer = await person.post(`/api/channels/${channel.id}/messages`, { body, parentId });
  return expectStatus(answer, 201).body.message as Message;
}
const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;
const channelOf = async (person: Person, id: string): Promise<Channel> => {
  const { body } = await person.get("/api/workspaces/acme/channels");
  return body.channels.find((one: Channel) => one.id === id);
};

describe("threads and mentions", () => {
  it("sums a thread up under its first message and reads it whole", async () => {
    const member = await world.buildMember();
    const parent = await post(world.owner, world.general, "what about Friday");
    await post(member, world.general, "fine by me", parent.id);
    const nested = await post(
      member,
      world.general,
      "or Monday",
      (await post(member, world.general, "hm", parent.id)).id,
    );
    expect(nested.parentId).toBe(parent.id);
    const page = await member.get(`/api/channels/${world.general.id}/messages`);
    expect(page.body.threads[parent.id]).toMatchObject({ count: 3 });
    const { body } = await world.owner.get(`/api/messages/${parent.id}/thread`);
    expect(body.replies.map((one: Message) => one.body)).toEqual(["fine by me", "hm", "or Monday"]);
    expect(body.following).toBe(true);
  });

  it("counts mentions apart, of people, of everyone and in followed threads, until they are read", async () => {
    const member = await world.buildMember();
    const id = await idOf(member);
    const channel = await world.buildChannel();
    await member.post(`/api/channels/${channel.id}/join`);
    await post(world.owner, channel, "nothing for anybody");
    await post(world.owner, channel, `look <@${id}>`);
    await post(world.owner, channel, "<!channel> lunch");
    expect((await channelOf(member, channel.id)).mentionCount).toBe(2);
    const question = await post(member, channel, "a question");
    await post(world.owner, channel, "an answer", question.id);
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 2,
      unseenReplies: [{ threadId: question.id, seq: 5 }],
    });
    await member.call("PATCH", `/api/messages/${question.id}/thread`, { following: false });
    await post(world.owner, channel, "another answer", question.id);
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 2,
      unseenReplies: [],
    });
    await member.post("/api/workspaces/acme/read");
    expect(await channelOf(member, channel.id)).toMatchObject({ mentionCount: 0, lastReadSeq: 6 });
  });

  it("brings back what was marked as read, replies in followed threads too, and nothing else", async () => {
    const member = await world.buildMember();
    const channel = await world.buildChannel();
    await member.post(`/api/channels/${channel.id}/join`);
    const [question, other] = [
      await post(member, channel, "a question"),
      await post(world.owner, channel, "news"),
    ];
    const answer = await post(world.owner, channel, "an answer", question.id);
    const own = await post(member, channel, "thanks", question.id);
    const elsewhere = await post(world.owner, channel, "an aside", other.id);
    const unseen = [{ threadId: question.id, seq: answer.seq }];
    expect(await channelOf(member, channel.id)).toMatchObject({ unseenReplies: unseen });
    await member.post("/api/workspaces/acme/read");
    expect(await channelOf(member, channel.id)).toMatchObject({
      unseenReplies: [],
      unreadCount: 0,
    });
    const path = `/api/channels/${channel.id}/membership`;
    await member.post(`/api/channels/${channel.id}/leave`);
    expectStatus(await member.call("PATCH", path, { unseen }), 404);
    await member.post(`/api/channels/${channel.id}/join`);
    expect(await channelOf(member, channel.id)).toMatchObject({ unseenReplies: [] });
    const tab = await member.enter("acme");
    const asked = [
      ...unseen,
      ...unseen,
      { threadId: question.id, seq: own.seq },
      { threadId: other.id, seq: elsewhere.seq },
      { threadId: question.id, seq: other.seq },
    ];
    const answered = await member.call("PATCH", path, { unreadFrom: 2, unseen: asked });
    const wanted = { unseenReplies: unseen, unreadCount: 1, lastReadSeq: 1 };
    expect(expectStatus(answered, 200).body.channel).toMatchObject(wanted);
    await waitUntil(() => tab.of("channel:updated").length === 1);
    expect(tab.of("channel:updated")[0]).toMatchObject({ channel: wanted, unread: true });
    await member.call("PATCH", `/api/messages/${question.id}/thread`, { following: false });
    const again = await member.call("PATCH", path, { unseen });
    expect(expectStatus(again, 200).body.channel.unseenReplies).toEqual([]);
    tab.close();
  });

  it("calls nobody from code, from a quote or after a backslash", async () => {
    const member = await world.buildMember();
    const token = `<@${await idOf(member)}>`;
    const channel = await world.buildChannel();
    await member.post(`/api/channels/${channel.id}/join`);
    const bodies = [
      `\`${token} <!channel>\``,
      `\`\`\`\n${token}\n<!channel>\n\`\`\``,
      `~~~\n${token} is never closed`,
      `> ${token} said <!channel>`,
      `\\${token}`,
      `[x](https://medium.example/${token})`,
    ];
    for (const body of bodies) await post(world.owner, channel, body);
    expect(await channelOf(member, channel.id)).toMatchObject({ mentionCount: 0, unreadCount: 6 });
  });

  it("mentions whom an edit names, and no longer whom it does not", async () => {
    const [ben, zoe] = [await world.buildMember(), await world.buildMember()];
    const channel = await world.buildChannel();
    for (const one of [ben, zoe]) await one.post(`/api/channels/${channel.id}/join`);
    const outside = await world.buildMember();
    const [benId, zoeId] = [await idOf(ben), await idOf(zoe)];
    const [tab, tabOfBen] = [await world.owner.enter("acme"), await ben.enter("acme")];
    const edit = async (messageId: string, body: string) =>
      expect(await tab.emit("message:edit", { messageId, body })).toMatchObject({ ok: true });
    const countsOf = async () =>
      Promise.all([ben, zoe].map(async (one) => (await channelOf(one, channel.id)).mentionCount));
    const { id, seq } = await post(world.owner, channel, `<@${benId}> look`);
    expect(await countsOf()).toEqual([1, 0]);
    await edit(id, `<@${zoeId}> look, and <@${await idOf(outside)}>`);
    expect(await countsOf()).toEqual([0, 1]);
    await waitUntil(() => tabOfBen.of("message:updated").length === 1);
    expect(tabOfBen.of("message:updated")[0]).toMatchObject({ mentions: [zoeId], followers: [] });
    await edit(id, "<!channel> look");
    expect(await countsOf()).toEqual([1, 1]);
    await edit(id, `look, \`<@${benId}>\``);
    expect(await countsOf()).toEqual([0, 0]);
    await zoe.call("PATCH", `/api/channels/${channel.id}/membership`, { unreadFrom: seq });
    await tabOfBen.emit("channel:read", { channelId: channel.id, seq });
    await edit(id, `<@${benId}> <@${zoeId}>`);
    expect(await countsOf()).toEqual([0, 1]);
    // A first message that has answers already: whom it names now follows them.
    const begun = await post(world.owner, channel, "a plan");
    await post(world.owner, channel, "more of it", begun.id);
    await edit(begun.id, `a plan for <@${benId}>`);
    expect(await countsOf()).toEqual([1, 1]);
    const isFollowing = async (one: Person) =>
      (await one.get(`/api/messages/${begun.id}/thread`)).body.following;
    expect([await isFollowing(ben), await isFollowing(zoe)]).toEqual([true, false]);
    expect(await channelOf(ben, channel.id)).toMatchObject({ unseenReplies: [], mentionCount: 1 });
    tab.close();
    tabOfBen.close();
  });

  it("does not let a guest mention everyone, nor those who are connected", async () => {
    const channel = await world.buildChannel();
    const guest = await world.buildGuest({ channels: [channel] });
    const tab = await world.owner.enter("acme");
    await waitUntil(async () => {
      const { body } = await world.owner.get(`/api/channels/${channel.id}/people`);
      return body.people.some(({ online }: { online: boolean }) => online);
    });
    await post(guest, channel, "<!channel> <!here> buy this");
    expect((await channelOf(world.owner, channel.id)).mentionCount).toBe(0);
    tab.close();
  });

  it("calls with @here those who are connected when it is sent, and tells nobody who has muted the channel", async () => {
    const channel = await world.buildChannel();
    const [here, muted, away] = [
      await world.buildMember(),
      await world.buildMember(),
      await world.buildMember(),
    ];
    for (const one of [here, muted, away]) await one.post(`/api/channels/${channel.id}/join`);
    const guest = await world.buildGuest({ channels: [channel] });
    await muted.call("PATCH", `/api/channels/${channel.id}/membership`, { muted: true });
    const people = [here, guest, muted, away, world.owner];
    const outside = await world.buildMember();
    const connected = [here, muted, guest, outside, world.owner];
    const tabs = await Promise.all(connected.map((one) => one.enter("acme")));
    const countsOf = async () =>
      Promise.all(people.map(async (one) => (await channelOf(one, channel.id)).mentionCount));
    await waitUntil(async () => {
      const { body } = await world.owner.get(`/api/channels/${channel.id}/people`);
      return body.people.filter(({ online }: { online: boolean }) => online).length === 4;
    });
    const [tab] = tabs as [Awaited<ReturnType<Person["enter"]>>];
    const { id } = await post(world.owner, channel, "<!here> lunch");
    expect(await countsOf()).toEqual([1, 1, 1, 0, 0]);
    await waitUntil(() => tab.of("message:created").length === 1);
    const { mentions } = tab.of("message:created")[0] as { mentions: string[] };
    const called = await Promise.all([here, guest, muted].map(idOf));
    expect(mentions.toSorted()).toEqual(called.toSorted());

    const edit = async (messageId: string, body: string) =>
      expect(await tabs.at(-1)?.emit("message:edit", { messageId, body })).toMatchObject({
        ok: true,
      });
    await edit(id, "<!here> lunch at twelve");
    expect(await countsOf()).toEqual([1, 1, 1, 0, 0]);
    // Who is called with everybody who is connected does not follow the thread.
    const { parentId } = await post(world.owner, channel, "at the corner", id);
    const followed = await here.get(`/api/messages/${parentId}/thread`);
    expect(followed.body).toMatchObject({ following: false });
    await edit(id, "lunch at twelve");
    expect(await countsOf()).toEqual([0, 0, 0, 0, 0]);
    await edit(id, "<!here> lunch");
    expect(await countsOf()).toEqual([0, 0, 0, 0, 0]);
    await post(world.owner, channel, "> <!here> lunch\n\n`<!here>`");
    expect(await countsOf()).toEqual([0, 0, 0, 0, 0]);
    const question = await post(away, channel, "a question");
    await post(world.owner, channel, "<!here> who knows", question.id);
    expect(await countsOf()).toEqual([1, 1, 1, 0, 0]);
    for (const one of tabs) one.close();
  });
});

describe("the time zone of a person", () => {
  it("is that of the browser that loads a page, and told to those who may know them while they have access", async () => {
    const channel = await world.buildChannel();
    const [member, guest, other] = [
      await world.buildMember(),
      await world.buildGuest({ channels: [channel] }),
      await world.buildGuest(),
    ];
    const zoneOf = async (who: Person, reader: Person) =>
      (await reader.get(`/api/workspaces/acme/people/${await idOf(who)}`)).body.zone;
    const load = (who: Person, zone: string) =>
      who.call("GET", "/w/acme/threads", undefined, { cookie: `${who.cookie}; zone=${zone}` });
    expect(await zoneOf(guest, member)).toBeNull();
    await load(guest, "Asia/Tokyo");
    await load(member, "not/a-zone");
    expect(await zoneOf(guest, member)).toBe("Asia/Tokyo");
    expect([await zoneOf(guest, other), await zoneOf(member, guest)]).toEqual([null, null]);
    await load(guest, "Europe/Berlin");
    expect(await zoneOf(guest, member)).toBe("Europe/Berlin");
    const { id } = guest.guest;
    const path = `/api/admin/guest/${id}/disconnect`;
    expectStatus(await world.owner.post(path, {}), 200);
    expect(await zoneOf(guest, member)).toBeNull();
  });
});

describe("what is unread", () => {
  const remove = async (person: Person, messageId: string) => {
    const tab = await person.enter("acme");
    await tab.emit("message:delete", { messageId });
    tab.close();
  };

  it("is what the channel's list shows: no answers, and nothing that was deleted", async () => {
    const member = await world.buildMember();
    const id = await idOf(member);
    const channel = await world.buildChannel();
    await member.post(`/api/channels/${channel.id}/join`);
    const first = await post(world.owner, channel, "one");
    await post(world.owner, channel, "an answer to myself", first.id);
    expect(await channelOf(member, channel.id)).toMatchObject({ lastSeq: 2, unreadCount: 1 });
    const named = await post(world.owner, channel, `two, <@${id}> <!channel>`);
    expect(await channelOf(member, channel.id)).toMatchObject({
      unreadCount: 2,
      mentionCount: 1,
      mentionSeqs: [named.seq],
    });
    await remove(world.owner, named.id);
    await remove(world.owner, first.id);
    expect(await channelOf(member, channel.id)).toMatchObject({ unreadCount: 0, mentionCount: 0 });
  });

  it("counts no further than it takes to say that there is much", async () => {
    const channel = await world.buildChannel();
    const member = await world.buildMember();
    await member.post(`/api/channels/${channel.id}/join`);
    for (const person of [world.owner, await world.buildMember(), await world.buildMember()]) {
      for (let count = 0; count < 35; count++) await post(person, channel, `${count}`);
    }
    expect((await channelOf(member, channel.id)).unreadCount).toBe(100);
  });

  it("is never what one wrote oneself, on whichever device, nor read because one wrote after it", async () => {
    const member = await world.buildMember();
    const channel = await world.buildChannel();
    await member.post(`/api/channels/${channel.id}/join`);
    const tab = await member.enter("acme");
    await post(member, channel, "from a script of mine");
    await waitUntil(() =>
      tab.of("read:updated").some((one) => one.channelId === channel.id && one.seq === 1),
    );
    expect(await channelOf(member, channel.id)).toMatchObject({ lastReadSeq: 1, unreadCount: 0 });
    await post(world.owner, channel, "not read yet");
    await post(member, channel, "written blindly");
    expect(await channelOf(member, channel.id)).toMatchObject({ lastReadSeq: 1, unreadCount: 1 });
    expect(tab.of("read:updated")).toHaveLength(1);
    tab.close();
  });

  it("keeps nothing from whoever is written to directly: they follow the threads there", async () => {
    const [a, b] = [await world.buildMember(), await world.buildMember()];
    const { body } = await a.post("/api/workspaces/acme/direct", { userIds: [await idOf(b)] });
    const first = await post(a, body.channel, "by the way");
    await post(a, body.channel, "never mind", first.id);
    expect(await channelOf(b, body.channel.id)).toMatchObject({
      unreadCount: 1,
      unseenReplies: [{ threadId: first.id, seq: 2 }],
    });
  });
});

describe("seats", () => {
  it("marks unread, mutes, and tells the other devices", async () => {
    const channel = await world.buildChannel();
    for (const body of ["one", "two", "three"]) await post(world.owner, channel, body);
    const tab = await world.owner.enter("acme");
    await tab.emit("channel:read", { channelId: channel.id, seq: 3 });
    const { body } = await world.owner.call("PATCH", `/api/channels/${channel.id}/membership`, {
      unreadFrom: 2,
      muted: true,
      starred: true,
    });
    expect(body.channel).toMatchObject({ lastReadSeq: 1, muted: true, starred: true });
    await waitUntil(() =>
      tab.of("channel:updated").some(({ channel: one }: Json) => one.muted && one.starred),
    );
    tab.close();
  });

  it("seats a member in a private channel and takes the seat away with the connection", async () => {
    const secret = await world.buildChannel({ visibility: "private" });
    const member = await world.buildMember();
    const userId = await idOf(member);
    const tab = await member.enter("acme");
    expectStatus(await world.owner.post(`/api/channels/${secret.id}/people`, { userId }), 201);
    await waitUntil(() =>
      tab.of("channel:created").some((one: Json) => one.channel.id === secret.id),
    );
    await post(world.owner, secret, "welcome");
    await waitUntil(() => tab.of("message:created").length === 1);
    expectStatus(
      await world.owner.call("DELETE", `/api/channels/${secret.id}/people/${userId}`),
      200,
    );
    await tab.closed();
    expect(tab.of("access:changed")).toHaveLength(1);
    expectStatus(await member.get(`/api/channels/${secret.id}/messages`), 404);
  });

  it("archives: nobody writes any more, everybody still reads", async () => {
    const channel = await world.buildChannel();
    await post(world.owner, channel, "the last word");
    expectStatus(
      await world.owner.call("PATCH", `/api/channels/${channel.id}`, { archived: true }),
      200,
    );
    const refused = await world.owner.post(`/api/channels/${channel.id}/messages`, {
      body: "one more",
    });
    expect(refused).toMatchObject({ status: 409, body: { code: "CONFLICT" } });
    expect(
      (await world.owner.get(`/api/channels/${channel.id}/messages`)).body.messages,
    ).toHaveLength(1);
    expectStatus(
      await world.owner.call("PATCH", `/api/channels/${channel.id}`, { archived: false }),
      200,
    );
    await post(world.owner, channel, "back");
  });
});

describe("direct conversations", () => {
  it("are one for the same people, and seen by nobody else", async () => {
    const [a, b] = [await world.buildMember(), await world.buildMember()];
    const first = await a.post("/api/workspaces/acme/direct", { userIds: [await idOf(b)] });
    const second = await b.post("/api/workspaces/acme/direct", { userIds: [await idOf(a)] });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.channel.id).toBe(first.body.channel.id);
    expect(first.body.channel.people).toHaveLength(2);
    await post(a, first.body.channel, "between us");
    expectStatus(await world.owner.get(`/api/channels/${first.body.channel.id}/messages`), 404);
    const found = await world.owner.get("/api/workspaces/acme/search?q=between");
    expect(found.body.hits).toEqual([]);
  });

  it("admit a guest only where the workspace allows it and a channel is shared, as long as it is", async () => {
    const shared = await world.buildChannel();
    const other = await world.buildChannel();
    const guest = await world.buildGuest({ channels: [shared, other] });
    const stranger = await world.buildGuest({ channels: [world.general] });
    const open = async (person: Person, ...to: Person[]) =>
      person.post("/api/workspaces/acme/direct", { userIds: await Promise.all(to.map(idOf)) });
    expect((await open(guest, world.owner)).status).toBe(404);
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true });
    const made = expectStatus(await open(guest, world.owner), 201);
    expect((await open(guest, stranger)).status).toBe(404);
    const direct = made.body.channel as Channel;
    await post(guest, direct, "hello there");
    const guests = await world.owner.get("/api/admin/guest?workspace=acme");
    const row = guests.body.guests.find((one: Json) => one.id === guest.guest.id);
    expect(row.channelIds.toSorted()).toEqual([shared.id, other.id].toSorted());

    await world.owner.call("PATCH", `/api/admin/guest/${guest.guest.id}`, {
      channelIds: [other.id],
    });
    await post(guest, direct, "still sharing one");
    await world.owner.post(`/api/channels/${other.id}/leave`);
    expectStatus(await guest.get(`/api/channels/${direct.id}/messages`), 404);
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: false });
  });
});

const OPENED: Record<number, boolean> = { 200: true, 201: true, 404: false };

describe("whom one may not write to directly", () => {
  const closedTo = async (person: Person) => {
    const { body } = expectStatus(await person.get("/api/workspaces/acme/direct"), 200);
    return Object.fromEntries(body.closed.map((one: Json) => [one.userId, one.why]));
  };
  const opens = async (person: Person, userId: string) =>
    OPENED[(await person.post("/api/workspaces/acme/direct", { userIds: [userId] })).status];

  it("is said with the reason, and is who would be refused", async () => {
    const room = await world.buildChannel();
    const far = await world.buildChannel({ visibility: "private" });
    const member = await world.buildMember();
    await member.post(`/api/channels/${room.id}/join`);
    const [near, away, gone, guest] = [
      await world.buildGuest({ channels: [room] }),
      await world.buildGuest({ channels: [far] }),
      await world.buildGuest({ channels: [room] }),
      await world.buildGuest({ channels: [room, far] }),
    ];
    await world.lock(gone.guest.id);
    const ids = [near, away, gone, guest].map((one) => one.guest.userId);
    const [nearId = "", awayId = "", goneId = "", guestId = ""] = ids;
    const kept = await closedTo(member);
    expect(ids.map((id) => kept[id])).toEqual(["workspace", "workspace", "workspace", "workspace"]);
    expect(await closedTo(near)).toMatchObject({ [guestId]: "workspace" });
    expect(Object.values(await closedTo(near))).not.toContain("ended");

    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: true });
    const closed = await closedTo(member);
    expect(closed).toMatchObject({ [awayId]: "channel", [goneId]: "ended" });
    expect(Object.keys(closed)).not.toContain(nearId);
    const theirs = await closedTo(near);
    expect(theirs).toEqual({ [goneId]: "closed" });
    for (const [person, said] of [[member, closed] as const, [near, theirs] as const]) {
      const { people } = (await person.get("/api/workspaces/acme/people")).body;
      for (const { id } of people) {
        if (id === (await idOf(person))) continue;
        expect([id, await opens(person, id)]).toEqual([id, !(id in said)]);
      }
    }
    await world.owner.call("PATCH", "/api/workspaces/acme", { guestDirect: false });
  });
});

describe("search and pins", () => {
  it("finds what the caller may see, by word beginnings and filters, and nothing else", async () => {
    const secret = await world.buildChannel({ visibility: "private", name: "secret-plans" });
    const guest = await world.buildGuest({ channels: [world.general] });
    const member = await world.buildMember({ name: "Nadia Finder" });
    await post(world.owner, secret, "the kumquat launch is in May");
    const open = await post(
      world.owner,
      world.general,
      "kumquats for lunch, see https://fruit.example",
    );
    await post(member, world.general, "I like kumquat");
    const search = async (person: Person, q: string) =>
      (await person.get(`/api/workspaces/acme/search?q=${encodeURIComponent(q)}`)).body.hits.map(
        (hit: Json) => hit.message.body,
      );
    expect(await search(world.owner, "kumq")).toHaveLength(3);
    expect(await search(guest, "kumquat")).toHaveLength(2);
    expect(await search(member, "launch")).toEqual([]);
    expect(await search(world.owner, "kumquat in:secret-plans")).toEqual([
      "the kumquat launch is in May",
    ]);
    expect(await search(guest, "kumquat in:secret-plans")).toEqual([]);
    expect(await search(world.owner, "🎉 in:secret-plans")).toEqual([]);
    expect(await search(world.owner, "kumquat from:nadia")).toEqual(["I like kumquat"]);
    expect(await search(world.owner, "kumquat has:link")).toEqual([open.body]);
    expect(await search(world.owner, "kumquat before:2001-01-01")).toEqual([]);
    expect(await search(world.owner, "kumquat before:2026-02-31 after:0000-01-01")).toEqual([]);
    expect(await search(world.owner, "'); DROP TABLE message; -- | & ! <->")).toEqual([]);
    expect((await world.owner.get("/api/workspaces/acme/search?q=%20")).status).toBe(400);
  });

  it("pins for everyone and never by a guest", async () => {
    const message = await post(world.owner, world.general, "house rules");
    const guest = await world.buildGuest();
    const tab = await guest.enter("acme");
    expect((await guest.call("PUT", `/api/messages/${message.id}/pin`)).status).toBe(403);
    expectStatus(await world.owner.call("PUT", `/api/messages/${message.id}/pin`), 200);
    await waitUntil(() => tab.of("message:updated").length === 1);
    const pins = await guest.get(`/api/channels/${world.general.id}/pins`);
    expect(pins.body.messages.map((one: Message) => one.id)).toEqual([message.id]);
    expectStatus(await world.owner.call("DELETE", `/api/messages/${message.id}/pin`), 200);
    expect((await guest.get(`/api/channels/${world.general.id}/pins`)).body.messages).toEqual([]);
    tab.close();
  });

  it("exports the workspace to owners alone, a line each, without direct conversations", async () => {
    const admin = await world.buildMember({ role: "admin" });
    expect((await admin.get("/api/workspaces/acme/export")).status).toBe(403);
    const { body, status } = await world.owner.get("/api/workspaces/acme/export");
    expect(status).toBe(200);
    const lines = (body as string)
      .trim()
      .split("\n")
      .map((text): Json => JSON.parse(text));
    expect(lines.filter((line) => line.type === "message").length).toBeGreaterThan(5);
    expect(lines.some((line) => line.body === "between us")).toBe(false);
  });
});
