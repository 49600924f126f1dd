import { describe, expect, it } from "vitest";
import type { Channel, FollowedThread, Message } from "@/lib/api-types";
import type { Json, Person } from "../support/person";
import { waitUntil } from "../support/wait";
import { expectStatus, useWorld } from "../support/world";

const world = useWorld();

async function post(person: Person, to: Channel, body: string, parentId?: string) {
  const answer = await person.post(`/api/channels/${to.id}/messages`, { body, parentId });
  return expectStatus(answer, 201).body.message as Message;
}
const idOf = async (person: Person) =>
  (await person.get("/api/auth/get-session")).body.user.id as string;
const channelOf = async (person: Person, id: string): Promise<Channel> => {
  const { body } = await person.get("/api/workspaces/acme/channels");
  return body.channels.find((one: Channel) => one.id === id);
};
const threadsOf = async (person: Person): Promise<FollowedThread[]> =>
  expectStatus(await person.get("/api/workspaces/acme/threads"), 200).body.threads;
/** What one follows, in its order, as "first words: seqs not seen". */
const listOf = async (person: Person) =>
  (await threadsOf(person)).map((one) => `${one.message.body}: ${one.unseenSeqs.join()}`);

async function follower() {
  const member = await world.buildMember();
  const channel = await world.buildChannel();
  await member.post(`/api/channels/${channel.id}/join`);
  return { member, channel };
}

describe("the threads one follows", () => {
  it("are listed by their latest answer, with the answers that one has not seen", async () => {
    const { member, channel } = await follower();
    const older = await post(member, channel, "older");
    const newer = await post(member, channel, "newer");
    await post(member, channel, "nobody answers");
    const answer = await post(world.owner, channel, "an answer", newer.id);
    await post(member, channel, "one's own", newer.id);
    expect(await listOf(member)).toEqual([`newer: ${answer.seq}`]);
    const late = await post(world.owner, channel, "late", older.id);
    expect(await listOf(member)).toEqual([`older: ${late.seq}`, `newer: ${answer.seq}`]);
    expect((await threadsOf(member))[1]).toMatchObject({
      channel: { id: channel.id, name: channel.name, kind: "channel" },
      count: 2,
      last: [{ body: "an answer" }, { body: "one's own" }],
    });
    expect(await listOf(world.owner)).toEqual(["older: ", `newer: ${answer.seq + 1}`]);
  });

  it("wait until they are seen, however far the channel is read, and then on every device", async () => {
    const { member, channel } = await follower();
    const question = await post(member, channel, "a question");
    const first = await post(world.owner, channel, "first", question.id);
    const second = await post(world.owner, channel, "second", question.id);
    const [tab, other] = [await member.enter("acme"), await member.enter("acme")];
    await tab.emit("channel:read", { channelId: channel.id, seq: second.seq });
    const waiting = [first, second].map(({ seq }) => ({ threadId: question.id, seq }));
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 0,
      unseenReplies: waiting,
    });
    const see = (seq: number) => tab.emit("thread:see", { messageId: question.id, seq });
    expect(await see(first.seq)).toMatchObject({ ok: true });
    expect((await channelOf(member, channel.id)).unseenReplies).toEqual(waiting.slice(1));
    // Further than anything was said is as far as something was said: more that comes is new on every device.
    expect(await see(2_000_000_000)).toMatchObject({ ok: true, data: { seq: second.seq } });
    expect(await listOf(member)).toEqual(["a question: "]);
    await waitUntil(() => other.of("thread:seen").length === 2);
    expect(other.of("thread:seen").at(-1)).toEqual({
      channelId: channel.id,
      threadId: question.id,
      seq: second.seq,
    });
    tab.close();
    other.close();
  });

  it("are told apart from mentions when an answer comes, and begin where somebody is named", async () => {
    const { member, channel } = await follower();
    const tab = await member.enter("acme");
    const id = await idOf(member);
    const question = await post(world.owner, channel, "who knows");
    const named = await post(world.owner, channel, `<@${id}> does`, question.id);
    await waitUntil(() => tab.of("message:created").length === 2);
    const [, told] = tab.of("message:created");
    expect(told).toMatchObject({ mentions: [id], followers: [id] });
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 0,
      unseenReplies: [{ threadId: question.id, seq: named.seq }],
    });
    tab.close();
  });

  it("are also those whose first message names one, unless one has left them", async () => {
    const { member, channel } = await follower();
    const other = await world.buildMember();
    await other.post(`/api/channels/${channel.id}/join`);
    const names = `<@${await idOf(member)}> <@${await idOf(other)}>`;
    const question = await post(world.owner, channel, names);
    const path = `/api/messages/${question.id}/thread`;
    expectStatus(await other.call("PATCH", path, { following: false }), 200);
    const answer = await post(world.owner, channel, "nobody?", question.id);
    expect(await listOf(member)).toEqual([`${names}: ${answer.seq}`]);
    expect(await listOf(other)).toEqual([]);
  });

  it("are those in which an edit names one, as a new answer would", async () => {
    const { member, channel } = await follower();
    const [tab, mine] = [await world.owner.enter("acme"), await member.enter("acme")];
    const question = await post(world.owner, channel, "who knows");
    const answer = await post(world.owner, channel, "I do not", question.id);
    const body = `<@${await idOf(member)}> does`;
    const edit = { messageId: answer.id, body };
    expect(await tab.emit("message:edit", edit)).toMatchObject({ ok: true });
    const waiting = [{ threadId: question.id, seq: answer.seq }];
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 0,
      unseenReplies: waiting,
    });
    await mine.emit("thread:see", { messageId: question.id, seq: answer.seq });
    // What was seen does not come back with another edit.
    await tab.emit("message:edit", { ...edit, body: `${body}!` });
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 0,
      unseenReplies: [],
    });
    tab.close();
    mine.close();
  });

  it("are let go of with what waits in them, and a name in them is a mention from then on", async () => {
    const { member, channel } = await follower();
    const question = await post(member, channel, "a question");
    await post(world.owner, channel, "an answer", question.id);
    const path = `/api/messages/${question.id}/thread`;
    const tab = await member.enter("acme");
    expectStatus(await member.call("PATCH", path, { following: false }), 200);
    await waitUntil(() => tab.of("thread:seen").length === 1);
    expect(await listOf(member)).toEqual([]);
    await post(world.owner, channel, `<@${await idOf(member)}>?`, question.id);
    expect(await channelOf(member, channel.id)).toMatchObject({
      mentionCount: 1,
      unseenReplies: [],
    });
    tab.close();
  });

  it("wait for nothing that was deleted, or when everything was marked as read", async () => {
    const { member, channel } = await follower();
    const question = await post(member, channel, "a question");
    const gone = await post(world.owner, channel, "never mind", question.id);
    const owner = await world.owner.enter("acme");
    await owner.emit("message:delete", { messageId: gone.id });
    owner.close();
    expect(await threadsOf(member)).toEqual([]);
    expect((await channelOf(member, channel.id)).unseenReplies).toEqual([]);
    await post(world.owner, channel, "here it is", question.id);
    const tab = await member.enter("acme");
    await member.post("/api/workspaces/acme/read");
    await waitUntil(() => tab.of("thread:seen").length === 1);
    expect(await listOf(member)).toEqual(["a question: "]);
    tab.close();
  });

  it("are for those alone who may see the channel at that moment", async () => {
    const [kept, lost] = [await world.buildChannel(), await world.buildChannel()];
    const guest = await world.buildGuest({ channels: [kept, lost] });
    const question = await post(guest, lost, "may I ask");
    await post(world.owner, lost, "yes", question.id);
    expect(await threadsOf(guest)).toHaveLength(1);
    const path = `/api/admin/guest/${guest.guest.id}`;
    expectStatus(await world.owner.call("PATCH", path, { channelIds: [kept.id] }), 200);
    expect(await threadsOf(guest)).toEqual([]);
    const tab = await guest.enter("acme");
    const refused: Json = await tab.emit("thread:see", { messageId: question.id, seq: 9 });
    expect(refused.error).toMatchObject({ code: "NOT_FOUND" });
    tab.close();
    await world.lock(guest.guest.id);
    const locked = await guest.get("/api/workspaces/acme/threads");
    expect(locked).toMatchObject({ status: 403, body: { code: "GUEST_LOCKED" } });
    const page = (person: Person, slug: string) => person.get(`/w/${slug}/threads`);
    expect((await page(world.owner, "acme")).status).toBe(200);
    expect((await page(world.owner, "elsewhere")).status).toBe(404);
    expect((await page(guest, "acme")).headers.get("location")).toContain("/w/acme/locked");
  });
});
