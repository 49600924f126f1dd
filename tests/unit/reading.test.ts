import { afterEach, describe, expect, it, vi } from "vitest";
import type { Channel, Message, NotifyFor } from "@/lib/api-types";
import { unreadPrefix } from "@/ui/shell/workspace-page-title";
import { describeNotification } from "@/ui/notifications/describe-notification";
import { forgetChannel, receiveChannels } from "@/ui/realtime/store/apply-channels";
import { type AppliedEvent, applyEvent } from "@/ui/realtime/store/apply-event";
import {
  applyAround,
  applyNewestPage,
  extendAround,
  leaveAround,
} from "@/ui/realtime/store/apply-page";
import type { Connection } from "@/ui/realtime/connection/connection";
import { isNewCall } from "@/ui/realtime/store/unread-counts";
import { createReading } from "@/ui/realtime/sending/reading";
import {
  type ChannelState,
  type RealtimeState,
  replaceChannel,
  shownMessages,
} from "@/ui/realtime/store/state";
import { createObservable } from "@/ui/realtime/observable";
import { memberState } from "../support/member-state";

const ME = "0198a000-0000-7000-8000-000000000001";
const GONE = "0198a000-0000-7000-8000-000000000002";
const LINKED = "0198a000-0000-7000-8000-000000000003";

const channel: Channel = {
  id: "c",
  name: "general",
  topic: "",
  visibility: "public",
  lastSeq: 10,
  lastRev: 10,
  lastReadSeq: 8,
  joined: true,
  kind: "channel",
  people: [],
  muted: false,
  starred: false,
  historyFrom: null,
  expiresAt: null,
  mentionCount: 1,
  mentionSeqs: [9],
  unreadCount: 2,
  unseenReplies: [{ threadId: "m1", seq: 5 }],
  memberCount: 1,
  guestCount: 0,
  createdAt: new Date(0).toISOString(),
  archivedAt: null,
};

function write(seq: number, part: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    channelId: "c",
    seq,
    rev: seq,
    author: { id: "maya", name: "Maya", guest: false },
    body: `message ${seq}`,
    parentId: null,
    createdAt: new Date(seq * 1000).toISOString(),
    editedAt: null,
    deletedAt: null,
    reactions: [],
    pinnedAt: null,
    files: [],
    clientId: `k${seq}`,
    ...part,
  };
}

function stateOf(part: Partial<Channel> = {}): RealtimeState {
  const one = { ...channel, ...part };
  const me = { id: ME, name: "Me" };
  const person = {
    id: ME,
    name: "Me",
    as: "member" as const,
    sponsor: null,
    image: null,
    online: true,
    alike: null,
  };
  return memberState({ me, channels: [one], people: [person] });
}

const after = (state: RealtimeState, ...events: AppliedEvent[]) =>
  events.reduce(applyEvent, state).channels.c as ChannelState;
const created = (message: Message, mentions: string[] = []): AppliedEvent => ({
  type: "message:created",
  payload: { message, mentions },
});
const read = (seq: number): AppliedEvent => ({
  type: "read:updated",
  payload: { channelId: "c", seq },
});

afterEach(() => void vi.useRealTimers());

describe("what is unread", () => {
  it("goes back only where it was marked unread", () => {
    const older = {
      ...channel,
      lastReadSeq: 3,
      mentionCount: 2,
      mentionSeqs: [4, 9],
      unreadCount: 5,
    };
    const renamed = after(stateOf(), {
      type: "channel:updated",
      payload: { channel: { ...older, name: "renamed" } },
    });
    expect(renamed.channel).toMatchObject({ lastReadSeq: 8, name: "renamed", unreadCount: 2 });
    const unread = after(stateOf(), {
      type: "channel:updated",
      payload: { channel: older, unread: true },
    });
    expect(unread.channel).toMatchObject({ lastReadSeq: 3, mentionCount: 2, unreadCount: 5 });
    const again = applyEvent({ ...stateOf(), channels: { c: unread } }, read(9));
    expect(again.channels.c?.channel.lastReadSeq).toBe(9);
  });

  it("takes the whole list at its word, unless something was read since it was asked for", () => {
    const listed = [{ ...channel, lastReadSeq: 2 }];
    const lastRead = (isCurrent: boolean) =>
      receiveChannels(stateOf(), listed, () => isCurrent).channels.c?.channel.lastReadSeq;
    expect([lastRead(true), lastRead(false)]).toEqual([2, 8]);
  });

  it("keeps what was heard of the channels while the list was on its way", () => {
    const asked = stateOf();
    const guests = { type: "channel:updated", payload: { channel: { ...channel, guestCount: 1 } } };
    const begun = { type: "channel:created", payload: { channel: { ...channel, id: "new" } } };
    const now = [guests, begun].reduce((s, event) => applyEvent(s, event as AppliedEvent), asked);
    const listed = [{ ...channel, topic: "told only here" }];
    const { channels } = receiveChannels(now, listed, () => false, asked.channels);
    expect(channels.c?.channel).toMatchObject({ guestCount: 1, topic: "told only here" });
    expect(Object.keys(channels)).toEqual(["c", "new"]);

    const gone = forgetChannel(asked, "c");
    expect(receiveChannels(gone, listed, () => false, asked.channels).channels).toEqual({});
    expect(receiveChannels(now, [], () => false, now.channels).channels).toEqual({});
  });

  it("counts mentions once, of me, of everyone and in what I follow, until they are read", () => {
    const named = created(write(11, { body: `<@${ME}> look` }), [ME]);
    const everyone = created(write(12, { body: "<!channel> lunch" }));
    const guest = { id: "gina", name: "Gina", guest: true };
    const shouting = created(write(13, { body: "<!channel> buy", author: guest }));
    const other = created(write(14, { body: "<@tom>" }), ["tom"]);
    const state = stateOf();
    const count = (...events: AppliedEvent[]) => after(state, ...events).channel.mentionCount;
    expect(count(named, everyone, shouting, other, named)).toBe(3);
    expect(count(named, everyone, read(11))).toBe(1);
    expect(count(named, read(9))).toBe(1);
    expect(count(read(11), named, everyone)).toBe(1);
    expect(count(named, everyone, read(12))).toBe(0);
  });

  it("does not count twice what the server has counted already", () => {
    const named = created(write(11), [ME]);
    const counted: AppliedEvent = {
      type: "channel:updated",
      payload: {
        channel: { ...channel, lastSeq: 11, lastRev: 11, mentionCount: 2, mentionSeqs: [9, 11] },
      },
    };
    expect(after(stateOf(), named, counted).channel.mentionCount).toBe(2);
    expect(after(stateOf(), counted, named).channel.mentionCount).toBe(2);
  });
});

describe("what waits in a list", () => {
  const gone = (seq: number, rev: number, part: Partial<Message> = {}): AppliedEvent => ({
    type: "message:deleted",
    payload: {
      message: write(seq, { rev, body: "", deletedAt: new Date(0).toISOString(), ...part }),
    },
  });
  const mine = { id: ME, name: "Me", guest: false };
  const count = (...events: AppliedEvent[]) => after(stateOf(), ...events).channel.unreadCount;

  it("leaves out answers, one's own and what is deleted, whether counted before or since", () => {
    expect(count(created(write(11)))).toBe(3);
    expect(count(created(write(11, { parentId: "m1" })))).toBe(2);
    expect(count(created(write(11, { author: mine })))).toBe(2);
    expect(count(gone(9, 11))).toBe(1);
    expect(count(gone(9, 11, { author: mine }), gone(10, 12, { parentId: "m1" }))).toBe(2);
    expect(count(gone(9, 11), created(write(9)))).toBe(1);
    expect(after(stateOf(), gone(9, 11)).channel.mentionCount).toBe(0);
  });

  it("is nothing where one is not in", () => {
    const outside = stateOf({ joined: false, mentionCount: 0, mentionSeqs: [], unreadCount: 0 });
    const news = after(outside, created(write(11), [ME]));
    expect(news.channel).toMatchObject({ unreadCount: 0, mentionCount: 0 });
  });

  it("does not leave out twice what was deleted when the server counted", () => {
    expect(count(gone(9, 10))).toBe(2);
  });

  it("goes with reading, as far as one has read", () => {
    expect(count(read(9))).toBe(1);
    expect(count(created(write(11)), read(10))).toBe(1);
    expect(count(created(write(11)), read(11))).toBe(0);
  });
});

describe("what was seen of a thread", () => {
  it("is told until the server has taken it", async () => {
    vi.useFakeTimers();
    const told: unknown[] = [];
    const answers = [null, { ok: false, error: { code: "RATE_LIMITED" } }, { ok: true }];
    const connection = {
      isReady: () => true,
      call: async (event: string, payload: unknown) => {
        told.push([event, payload]);
        return answers.shift();
      },
    } as unknown as Connection;
    const reading = createReading(createObservable(stateOf()), connection);
    const wanted = ["thread:see", { messageId: "m1", seq: 5 }];
    reading.markThread("c", "m1");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told).toEqual([wanted]);
    // There is a connection again.
    reading.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    reading.flush();
    expect(told).toEqual([wanted, wanted, wanted]);
  });
});

describe("what waits in a thread", () => {
  const answer = (seq: number) => ({
    type: "message:created" as const,
    payload: { message: write(seq, { parentId: "m1" }), mentions: [ME], followers: [ME] },
  });
  const seen = (seq: number): AppliedEvent => ({
    type: "thread:seen",
    payload: { channelId: "c", threadId: "m1", seq },
  });
  const waiting = (...events: AppliedEvent[]) =>
    after(stateOf(), ...events).channel.unseenReplies.map(({ seq }) => seq);

  it("stays when the channel is read, and goes when the thread is seen", () => {
    expect(waiting(answer(11), read(11))).toEqual([5, 11]);
    expect(after(stateOf(), answer(11)).channel.mentionCount).toBe(1);
    expect(waiting(answer(11), seen(5))).toEqual([11]);
    expect(waiting(seen(11), answer(11))).toEqual([]);
  });

  it("is not brought back by a list that was asked for before", () => {
    const state = applyEvent(stateOf(), seen(5));
    const listed = receiveChannels(state, [channel], () => true).channels.c as ChannelState;
    expect(listed.channel.unseenReplies).toEqual([]);
  });
});

describe("an older stretch", () => {
  const page = (from: number, to: number, hasMore = true) => ({
    messages: Array.from({ length: to - from + 1 }, (_, index) => write(from + index)),
    hasMore,
  });
  const shown = (state: ChannelState) => shownMessages(state).map((message) => message.seq);
  const opened = replaceChannel(stateOf({ lastSeq: 100 }), "c", (one) =>
    applyNewestPage(one, page(81, 100)),
  ).channels.c as ChannelState;

  it("is shown alone, grows both ways, and is left again", () => {
    const around = applyAround(opened, page(41, 49), page(50, 59));
    expect([shown(around)[0], shown(around).at(-1)]).toEqual([41, 59]);
    const grown = extendAround(extendAround(around, page(31, 40), "older"), page(60, 69), "newer");
    expect([shown(grown)[0], shown(grown).length]).toEqual([31, 39]);
    expect(shown(leaveAround(grown))).toEqual(shown(opened));
  });

  it("becomes one with the newest where it reaches them, without a hole", () => {
    const around = applyAround(opened, page(61, 69), page(70, 79));
    const joined = extendAround(around, page(80, 89), "newer");
    expect(joined.around).toBeNull();
    expect(shown(joined)).toEqual(Array.from({ length: 40 }, (_, index) => 61 + index));
  });

  it("keeps the newest in mind while it is shown", () => {
    const around = applyAround(opened, page(1, 9, false), page(10, 19));
    const state = { ...stateOf({ lastSeq: 100 }), channels: { c: around } };
    const later = after(state, created(write(101)));
    expect(shown(later).at(-1)).toBe(19);
    expect(shown(leaveAround(later)).at(-1)).toBe(101);
  });
});

it("lets replies in a thread wait again only where the user has asked for it", () => {
  const unseenReplies = [{ threadId: "m1", seq: 5 }];
  const seen = {
    type: "thread:seen",
    payload: { channelId: "c", threadId: "m1", seq: 5 },
  } as const;
  const waiting = (unread: boolean) => {
    const payload = { channel: { ...channel, unseenReplies }, ...(unread && { unread }) };
    const after = applyEvent(applyEvent(stateOf({}), seen), { type: "channel:updated", payload });
    return after.channels.c?.channel.unseenReplies;
  };
  expect([waiting(false), waiting(true)]).toEqual([[], unseenReplies]);
});

it("tells again of a message in which an edit newly names the user, and of no other change", () => {
  const isTold = (seq: number, mentions: string[], body = "") => {
    const before = stateOf({});
    const at = new Date(1).toISOString();
    const message = write(seq, { body, rev: 11, editedAt: at });
    const payload = { message, mentions, followers: [] };
    return isNewCall(before, applyEvent(before, { type: "message:updated", payload }), payload);
  };
  expect([isTold(10, [ME]), isTold(9, [ME]), isTold(10, []), isTold(8, [ME])]).toEqual([
    ...[true, false, false, false],
  ]);
  expect(isTold(10, [], "<!channel>")).toBe(false);
});

describe("describeNotification", () => {
  let notifyFor: NotifyFor = "mentions";
  afterEach(() => {
    notifyFor = "mentions";
  });
  /** With a channel to which a body can link. */
  const withLinked = (state: RealtimeState): RealtimeState => ({
    ...state,
    channels: {
      ...stateOf({}).channels,
      ...state.channels,
      [LINKED]: stateOf({}).channels.c as ChannelState,
    },
  });
  const notice = (part: Partial<Channel>, message: Partial<Message>, mentions: string[] = []) =>
    describeNotification(
      withLinked({ ...stateOf(part), notifyFor }),
      { message: write(11, message), mentions, followers: [] },
      "acme",
    );

  it("tells of mentions, with names, of answers that are followed and of direct conversations", () => {
    expect(notice({}, { body: `<@${ME}> hi <@${GONE}>` }, [ME])).toEqual({
      title: "Maya in #general",
      body: "@Me hi @someone",
    });
    const address = (id: string) => `<http://x.test/w/acme/c/${id}>`;
    const channels = `${address(LINKED)} ${address(GONE)} \`${address(LINKED)}\``;
    expect(notice({}, { body: `<@${ME}> ${channels}` }, [ME])?.body).toBe(
      `@Me #general a channel \`${address(LINKED)}\``,
    );
    expect(notice({}, { parentId: "m1" }, [ME])?.title).toBe("Maya answered in #general");
    const people = [{ id: "maya", name: "Maya", guest: false, here: true }];
    expect(notice({ kind: "direct", people }, {})?.title).toBe("Maya");
  });

  it("is silent about the rest: one's own, what was read, what is muted, what one is not in", () => {
    const mine = { id: ME, name: "Me", guest: false };
    expect(notice({}, {})).toBeNull();
    expect(notice({ kind: "direct" }, { author: mine })).toBeNull();
    expect(notice({ kind: "direct", muted: true }, {})).toBeNull();
    expect(notice({ lastReadSeq: 11 }, {}, [ME])).toBeNull();
    expect(notice({ joined: false }, {}, [ME])).toBeNull();
    expect(notice({ muted: true }, {}, [ME])).toBeNull();
    expect(notice({ muted: true }, { body: "<!channel>" })).toBeNull();
    expect(notice({ muted: true }, { body: `<@${ME}> hi` }, [ME])).not.toBeNull();
  });

  it("tells of every message, or of none, where that is wanted", () => {
    notifyFor = "all";
    expect(notice({}, {})).not.toBeNull();
    expect(notice({ muted: true }, {})).toBeNull();
    expect(notice({ joined: false }, {})).toBeNull();
    notifyFor = "nothing";
    expect(notice({}, { body: `<@${ME}> hi` }, [ME])).toBeNull();
    expect(notice({ kind: "direct" }, {})).toBeNull();
  });

  it("cuts what is long, and no character in two", () => {
    const { body } = notice({ kind: "direct" }, { body: `${"a".repeat(198)}🦊 and on` }) ?? {};
    expect(body).toBe(`${"a".repeat(198)}…`);
  });
});

describe("unreadPrefix", () => {
  const sign = (...parts: Partial<Channel>[]) =>
    unreadPrefix(
      parts.map((part) => ({ ...channel, mentionCount: 0, unseenReplies: [], ...part })),
    );

  it("counts mentions and direct messages; what is only new is a dot, what is muted nothing", () => {
    expect(sign({ unreadCount: 0 })).toBe("");
    expect(sign({ unreadCount: 3 })).toBe("• ");
    expect(sign({ mentionCount: 2 }, { kind: "direct", unreadCount: 1 })).toBe("(3) ");
    expect(sign({ kind: "direct", unreadCount: 1, mentionCount: 1 })).toBe("(1) ");
    expect(sign({ unreadCount: 0, unseenReplies: channel.unseenReplies })).toBe("(1) ");
    expect(sign({ muted: true }, { kind: "direct", muted: true })).toBe("");
    expect(sign({ muted: true, mentionCount: 1 })).toBe("(1) ");
  });
});
