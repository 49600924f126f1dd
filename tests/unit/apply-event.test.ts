import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel, Message, Reaction, ThreadSummary } from "@/lib/api-types";
import { type AppliedEvent, applyEvent } from "@/ui/realtime/store/apply-event";
import {
  applyNewestPage,
  applyOlderPage,
  applySync,
  nextCursors,
  type Page,
} from "@/ui/realtime/store/apply-page";
import { hasRevGap } from "@/ui/realtime/store/revisions";
import {
  type ChannelState,
  findGap,
  type RealtimeState,
  replaceChannel,
  shownMessages,
} from "@/ui/realtime/store/state";
import { summariseThreads } from "@/ui/realtime/store/thread-summaries";
import { memberState } from "../support/member-state";

const me = { id: "me", name: "Me" };
const people = ["me", "maya", "jonas"];
const channelId = "general";

type Step =
  | { do: "create"; author: string; mentions?: string[] }
  | { do: "reply"; author: string; pick: number }
  | { do: "edit"; pick: number; mentions?: string[] }
  | { do: "delete"; pick: number }
  | { do: "read" }
  | { do: "see"; pick: number }
  | { do: "react"; pick: number; by: string };

/** What a server does with a channel, in the fewest words. */
class Model {
  messages: Message[] = [];
  rev = 0;
  readSeq = 0;
  /** Where somebody has mentioned me. */
  called: number[] = [];
  /** Threads that I follow, and the answers in them that I have not seen. */
  followed = new Set<string>();
  answers: { threadId: string; seq: number }[] = [];

  step(step: Step): AppliedEvent[] {
    if (step.do === "read") return this.read(this.messages.length);
    if (step.do === "create") return this.create(step.author, null, step.mentions);
    const message = this.messages[step.pick % Math.max(1, this.messages.length)];
    if (step.do === "see") return message ? this.see(message.parentId ?? message.id) : [];
    if (step.do === "reply") {
      return message ? this.create(step.author, message.parentId ?? message.id) : [];
    }
    if (!message || message.deletedAt) return [];
    if (step.do === "react") return [this.react(message, step.by)];
    const rev = ++this.rev;
    const at = new Date(rev * 1000).toISOString();
    const change =
      step.do === "edit"
        ? { body: `edit ${rev}`, editedAt: at }
        : { body: "", deletedAt: at, reactions: [] };
    const changed = this.put({ ...message, ...change, rev });
    if (step.do === "delete") return [{ type: "message:deleted", payload: { message: changed } }];
    const { mentions = [] } = step;
    // For who follows the thread it waits there. It is no mention.
    const followers = this.answers.some(({ seq }) => seq === changed.seq) ? [me.id] : [];
    this.call(changed, followers.length > 0 ? [] : mentions);
    return [{ type: "message:updated", payload: { message: changed, mentions, followers } }];
  }

  page(limit: number, before = Number.POSITIVE_INFINITY): Page {
    const older = this.messages.filter((message) => message.seq < before);
    const messages = older.slice(-limit).map((message) => ({ ...message }));
    const asOf = { seq: this.messages.length, rev: this.rev };
    return {
      messages,
      hasMore: older.length > messages.length,
      threads: this.threads(messages),
      asOf,
    };
  }

  threads(messages: Message[]): Record<string, ThreadSummary> {
    const summaries = messages.flatMap(({ id }) => {
      const replies = this.messages.filter((one) => one.parentId === id);
      const count = replies.filter((one) => !one.deletedAt).length;
      const lastAt = replies.at(-1)?.createdAt ?? "";
      return count > 0 ? [[id, { count, lastAt }] as const] : [];
    });
    return Object.fromEntries(summaries);
  }

  /** As the contract has it: the latest state of each message changed since, ascending. */
  sync(cursor: number, limit: number) {
    const changed = this.messages
      .filter((message) => message.rev > cursor)
      .sort((a, b) => a.rev - b.rev);
    return {
      messages: changed.slice(0, limit),
      more: { [channelId]: changed.length > limit },
    };
  }

  channel(): Channel {
    return {
      id: channelId,
      name: "general",
      topic: "",
      visibility: "public",
      lastSeq: this.messages.length,
      lastRev: this.rev,
      lastReadSeq: this.readSeq,
      joined: true,
      kind: "channel",
      people: [],
      muted: false,
      starred: false,
      historyFrom: null,
      expiresAt: null,
      ...this.unread(),
      memberCount: 1,
      guestCount: 0,
      createdAt: new Date(0).toISOString(),
      archivedAt: null,
    };
  }

  private unread() {
    const waiting = this.messages.filter(
      (one) => one.seq > this.readSeq && one.author.id !== me.id && !one.deletedAt,
    );
    const mentionSeqs = waiting.flatMap(({ seq }) => (this.called.includes(seq) ? [seq] : []));
    const unreadCount = waiting.filter((one) => one.parentId === null).length;
    const unseenReplies = this.answers.filter(({ seq }) => !this.messages[seq - 1]?.deletedAt);
    return { unreadCount, mentionSeqs, mentionCount: mentionSeqs.length, unseenReplies };
  }

  snapshot(pageSize: number): RealtimeState {
    const state = memberState({ me, channels: [this.channel()] });
    return withPage(state, this.page(pageSize), applyNewestPage);
  }

  private create(
    author: string,
    parentId: string | null = null,
    mentions: string[] = [],
  ): AppliedEvent[] {
    const rev = ++this.rev;
    const seq = this.messages.length + 1;
    const thread = this.messages.find((one) => one.id === parentId);
    if (thread && [author, thread.author.id].includes(me.id)) this.followed.add(thread.id);
    const follows = thread && author !== me.id && this.followed.has(thread.id);
    if (follows) this.answers.push({ threadId: thread.id, seq });
    const followers = follows ? [me.id] : [];
    const message: Message = {
      id: `m${seq}`,
      channelId,
      seq,
      rev,
      author: { id: author, name: author, guest: false },
      body: `message ${seq}`,
      parentId,
      createdAt: new Date(rev * 1000).toISOString(),
      editedAt: null,
      deletedAt: null,
      reactions: [],
      files: [],
      pinnedAt: null,
      clientId: `c${seq}`,
    };
    this.messages.push(message);
    this.call(message, mentions);
    const atTheEnd = author === me.id && this.readSeq === seq - 1;
    return [
      {
        type: "message:created",
        payload: { message, mentions: [...mentions, ...followers], followers },
      },
      ...(atTheEnd ? this.read(seq) : []),
    ];
  }

  private call({ seq, author }: Message, mentions: string[]): void {
    this.called = this.called.filter((one) => one !== seq);
    if (author.id !== me.id && mentions.includes(me.id)) this.called.push(seq);
  }

  private read(seq: number): AppliedEvent[] {
    if (seq <= this.readSeq) return [];
    this.readSeq = seq;
    return [{ type: "read:updated", payload: { channelId, seq } }];
  }

  private see(threadId: string): AppliedEvent[] {
    const seq = this.messages.length;
    this.answers = this.answers.filter((one) => one.threadId !== threadId);
    return [{ type: "thread:seen", payload: { channelId, threadId, seq } }];
  }

  private react(message: Message, by: string): AppliedEvent {
    const rev = ++this.rev;
    const reactions: Reaction[] = [{ emoji: "👍", userIds: [by, `at ${rev}`] }];
    this.put({ ...message, reactions, rev });
    return {
      type: "reaction:updated",
      payload: { channelId, messageId: message.id, rev, reactions },
    };
  }

  private put(message: Message): Message {
    this.messages[message.seq - 1] = message;
    return message;
  }
}

function withPage(
  state: RealtimeState,
  page: Page,
  apply: (channel: ChannelState, page: Page) => ChannelState,
): RealtimeState {
  return replaceChannel(state, channelId, (channel) => apply(channel, page));
}

/** What somebody would see: the window, and all that is counted. */
function view(state: RealtimeState) {
  const channel = state.channels[channelId] as ChannelState;
  const shown = shownMessages(channel);
  const threads = summariseThreads(channel);
  return {
    channel: channel.channel,
    from: channel.from,
    seenRev: channel.seenRev,
    hole: hasRevGap(channel),
    gap: findGap(channel),
    messages: shown.map(({ contentRev, reactionsRev, ...message }) => message),
    threads: shown.map(({ id }) => threads.get(id)),
  };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("create" as const),
      author: anyone(),
      mentions: fc.subarray(people),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("reply" as const),
      pick: fc.nat(40),
      author: anyone(),
    }),
  },
  fc.record({ do: fc.constant("edit" as const), pick: fc.nat(40), mentions: fc.subarray(people) }),
  fc.record({ do: fc.constant("delete" as const), pick: fc.nat(40) }),
  fc.constant({ do: "read" as const }),
  fc.record({ do: fc.constant("see" as const), pick: fc.nat(40) }),
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("react" as const), pick: fc.nat(40), by: anyone() }),
  },
);

function anyone() {
  return fc.constantFrom(...people);
}

const history = fc.record({
  before: fc.array(step, { maxLength: 30 }),
  after: fc.array(step, { maxLength: 30 }),
  pageSize: fc.integer({ min: 1, max: 12 }),
});

function play(model: Model, steps: Step[]): AppliedEvent[] {
  return steps.flatMap((one) => model.step(one));
}

describe("applyEvent", () => {
  it("brings a snapshot to where a fresh snapshot is, whatever the order and however often", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), fc.nat(60), (past, chance, pageAt) => {
        const model = new Model();
        const old = play(model, past.before);
        const start = model.snapshot(past.pageSize);
        const lateOlderPage = model.page(past.pageSize, start.channels[channelId]?.from ?? 1);

        const news = play(model, past.after);
        const delivered = shuffle([...news, ...news.slice(0, 7), ...old.slice(-7)], chance);
        let state = start;
        delivered.forEach((event, index) => {
          if (index === pageAt) state = withPage(state, lateOlderPage, applyOlderPage);
          state = applyEvent(state, event);
        });
        if (pageAt >= delivered.length) state = withPage(state, lateOlderPage, applyOlderPage);

        const from = state.channels[channelId]?.from ?? 1;
        expect(view(state)).toEqual(view(model.snapshot(model.messages.length - from + 1)));
      }),
    );
  });

  it("comes to the same after lost events and a sync in pages, while more arrive", () => {
    fc.assert(
      fc.property(
        history,
        fc.array(step, { maxLength: 8 }),
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 4 }),
        (past, meanwhile, lost, limit) => {
          const model = new Model();
          play(model, past.before);
          let state = model.snapshot(past.pageSize);
          for (const event of play(model, past.after)) {
            if (!lost.next().value) state = applyEvent(state, event);
          }

          const target = model.rev;
          let cursors: Record<string, number> = {
            [channelId]: state.channels[channelId]?.seenRev ?? 0,
          };
          while (channelId in cursors) {
            const answer = model.sync(cursors[channelId] ?? 0, limit);
            const late = meanwhile.shift();
            for (const event of late ? model.step(late) : []) state = applyEvent(state, event);
            state = applySync(state, answer, { [channelId]: target });
            cursors = nextCursors(cursors, answer);
          }
          for (const event of play(model, meanwhile)) state = applyEvent(state, event);

          const from = state.channels[channelId]?.from ?? 1;
          const fresh = view(model.snapshot(model.messages.length - from + 1));
          const seen = view(state);
          // What was read and who was called is not in a sync: the list of channels is asked for anew.
          const unread = {
            lastReadSeq: 0,
            mentionCount: 0,
            mentionSeqs: [],
            unreadCount: 0,
            unseenReplies: [],
          };
          expect({ ...seen, channel: { ...seen.channel, ...unread } }).toEqual({
            ...fresh,
            channel: { ...fresh.channel, ...unread },
          });
        },
      ),
    );
  });

  it("never lets an older revision overwrite a newer one", () => {
    const model = new Model();
    const [created] = model.step({ do: "create", author: "maya" });
    const [edited] = model.step({ do: "edit", pick: 0 });
    const state = new Model().snapshot(5);
    const events = [edited, created, created] as AppliedEvent[];
    const shown = shownMessages(
      events.reduce(applyEvent, state).channels[channelId] as ChannelState,
    );
    expect(shown.map((message) => message.body)).toEqual(["edit 2"]);
  });

  it("keeps the place of a deleted message, without its body", () => {
    const model = new Model();
    const events = [
      ...model.step({ do: "create", author: "maya" }),
      ...model.step({ do: "delete", pick: 0 }),
    ];
    const state = events.reduce(applyEvent, new Model().snapshot(5));
    const [message] = shownMessages(state.channels[channelId] as ChannelState);
    expect(message).toMatchObject({ seq: 1, body: "" });
    expect(message?.deletedAt).not.toBeNull();
  });

  it("knows of a hole until what is missing has come", () => {
    const model = new Model();
    const [first, second, third] = play(model, [
      { do: "create", author: "maya" },
      { do: "create", author: "maya" },
      { do: "create", author: "maya" },
    ]) as [AppliedEvent, AppliedEvent, AppliedEvent];
    const holed = [first, third].reduce(applyEvent, new Model().snapshot(5));
    expect(view(holed)).toMatchObject({ hole: true, seenRev: 1, gap: 1 });
    expect(view(applyEvent(holed, second))).toMatchObject({ hole: false, seenRev: 3, gap: null });
  });

  it("takes what a page passes over for hidden from us, and nothing else", () => {
    const model = new Model();
    play(
      model,
      Array.from({ length: 9 }, () => ({ do: "create", author: "maya" })),
    );
    const hide = ({ messages, ...page }: Page, ...seqs: number[]): Page => ({
      ...page,
      messages: messages.filter((one) => !seqs.includes(one.seq)),
    });
    const start = new Model().snapshot(5);
    const shown = withPage(start, hide(model.page(5), 7, 9), applyNewestPage);
    expect(view(shown)).toMatchObject({ from: 5, gap: null });
    const older = withPage(shown, hide(model.page(3, 5), 4), applyOlderPage);
    expect(view(older)).toMatchObject({ from: 2, gap: null });
    const [tenth, eleventh] = play(model, [
      { do: "create", author: "maya" },
      { do: "create", author: "maya" },
    ]) as [AppliedEvent, AppliedEvent];
    const late = applyEvent(older, eleventh);
    expect(view(late)).toMatchObject({ gap: 8 });
    expect(view(applyEvent(late, tenth))).toMatchObject({ gap: null });
  });

  it("counts what others wrote in the list, until it is read or deleted", () => {
    const model = new Model();
    const events = play(model, [
      { do: "create", author: "me" },
      { do: "create", author: "maya" },
      { do: "reply", author: "maya", pick: 0 },
      { do: "create", author: "me" },
      { do: "create", author: "jonas" },
      { do: "delete", pick: 1 },
    ]);
    const state = events.reduce(applyEvent, new Model().snapshot(5));
    expect(view(state).channel).toMatchObject({ lastSeq: 5, lastReadSeq: 1, unreadCount: 1 });
  });

  it("keeps what is ours when an update is told to many", () => {
    const model = new Model();
    play(model, [{ do: "create", author: "me" }]);
    const state = model.snapshot(5);
    const {
      joined,
      lastReadSeq,
      muted,
      mentionCount,
      mentionSeqs,
      unreadCount,
      unseenReplies,
      ...shared
    } = model.channel();
    const channel = { ...shared, name: "renamed" };
    const after = applyEvent(state, { type: "channel:updated", payload: { channel } });
    expect(view(after).channel).toMatchObject({ name: "renamed", joined, lastReadSeq });
  });

  it("stops the typing of somebody whose message has come", () => {
    const user = { id: "maya", name: "maya" };
    const typing = applyEvent(new Model().snapshot(5), {
      type: "typing:updated",
      payload: { channelId, user, typing: true },
      at: 1,
    });
    expect(typing.typing[channelId]).toEqual([{ ...user, at: 1 }]);
    const [created] = new Model().step({ do: "create", author: "maya" }) as [AppliedEvent];
    expect(applyEvent(typing, created).typing[channelId]).toEqual([]);
  });
});

function shuffle<T>(items: T[], chance: fc.Stream<number>): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const other = (chance.next().value as number) % (i + 1);
    [shuffled[i], shuffled[other]] = [shuffled[other] as T, shuffled[i] as T];
  }
  return shuffled;
}
