import { AsyncLocalStorage } from "node:async_hooks";
import { actionsOf } from "@/core/access/policy";
import type { MessagePage } from "@/lib/api-types";
import type { Ready } from "@/lib/socket-events";
import { type CatchUp, createCatchUp } from "@/ui/realtime/connection/catch-up";
import type { Connection as PageConnection } from "@/ui/realtime/connection/connection";
import type { GatehouseSocket } from "@/ui/realtime/connection/open-socket";
import { createEventReceiver, type EventReceiver } from "@/ui/realtime/connection/receive-events";
import { createMessageLoader, type MessageLoader } from "@/ui/realtime/loading/load-messages";
import { createLists, type Lists } from "@/ui/realtime/loading/refresh-lists";
import { createObservable, type Observable } from "@/ui/realtime/observable";
import type { Outbox } from "@/ui/realtime/sending/outbox";
import type { Reading } from "@/ui/realtime/sending/reading";
import { applyNewestPage } from "@/ui/realtime/store/apply-page";
import { hasRevGap } from "@/ui/realtime/store/revisions";
import {
  type ChannelState,
  createState,
  findGap,
  type RealtimeState,
  replaceChannel,
  shownMessages,
} from "@/ui/realtime/store/state";
import { summariseThreads } from "@/ui/realtime/store/thread-summaries";
import { RequestFailed } from "@/ui/request";
import type { Connection, Person } from "../../support/person";

/** The page that makes a request. The code of the page knows only paths, as in a browser. */
const asking = new AsyncLocalStorage<Page>();
const { fetch: fetchFrom } = globalThis;
globalThis.fetch = (input, init) => {
  const page = asking.getStore();
  if (!page || typeof input !== "string" || !input.startsWith("/")) return fetchFrom(input, init);
  return page.fetch(input, init);
};

/** The store of a page, fed as a page feeds it: snapshot, pages of messages, events, and what is asked for anew. */
export class Page {
  private connection: Connection | undefined;
  private wanted = true;
  /** Requests whose answer has not come in yet. */
  private under = 0;
  private readonly catchUp: CatchUp;
  private readonly loader: MessageLoader;
  private readonly lists: Lists;
  private readonly events: EventReceiver;

  private constructor(
    readonly person: Person,
    readonly slug: string,
    private readonly state: Observable<RealtimeState>,
  ) {
    const connection = this.asPageConnection();
    this.catchUp = createCatchUp(state, connection);
    this.loader = createMessageLoader(state);
    this.lists = createLists({ state, connection, reading: NOTHING_READ, slug });
    this.events = createEventReceiver({
      state,
      connection,
      catchUp: this.catchUp,
      lists: this.lists,
      outbox: NOTHING_SENT,
      lock: () => undefined,
    });
  }

  /** @param whole false: as the page of a large workspace, it begins with some of the channels and people */
  static async open(person: Person, slug: string, whole = true): Promise<Page> {
    const state = await readState(person, slug);
    const page = new Page(person, slug, createObservable(whole ? state : keepSome(state)));
    await page.openChannels();
    page.connect();
    await page.connection?.next("ready");
    return page;
  }

  get now(): RealtimeState {
    return this.state.get();
  }

  get isIdle(): boolean {
    return this.under === 0 && (!this.wanted || this.isReady());
  }

  /** As when the network goes: nothing is heard until it is `back`. */
  drop(): void {
    this.wanted = false;
    this.connection?.close();
  }

  back(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
  }

  close(): void {
    this.wanted = false;
    this.catchUp.stop();
    this.connection?.close();
  }

  /** As the list of messages does where it comes to a hole. */
  async fillGaps(): Promise<void> {
    const holed = Object.values(this.now.channels).filter((one) => findGap(one) !== null);
    await Promise.all(holed.map(({ channel }) => this.ask(() => this.loader.fillGap(channel.id))));
  }

  private openChannels(): Promise<unknown> {
    const ids = Object.keys(this.now.channels);
    return Promise.all(ids.map((id) => this.ask(() => this.loader.open(id))));
  }

  private connect(): void {
    const connection = this.person.connect(this.slug);
    this.connection = connection;
    const { socket } = connection;
    socket.on("ready", (ready: Ready) => {
      this.state.update((before) => ({ ...before, as: ready.as, actions: ready.actions }));
      asking.run(this, () => void this.lists.refresh());
      void this.ask(() => this.catchUp.afterReady(ready));
    });
    const on = (type: string, take: (payload: unknown) => void) =>
      socket.on(type, (payload) => asking.run(this, () => take(payload)));
    this.events.listen({ on } as unknown as GatehouseSocket);
    // Access is decided anew, as the browser has it done.
    socket.on("disconnect", () => this.wanted && this.connect());
  }

  /** Everything that a page asks is asked as its person, and counted until all of the answer is here. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    const headers = { ...(init?.headers as Record<string, string>), cookie: this.person.cookie };
    return this.count(async () => {
      const answer = await fetchFrom(`${this.person.baseUrl}${path}`, { ...init, headers });
      return new Response(await answer.arrayBuffer(), answer);
    });
  }

  private async count<T>(work: () => Promise<T>): Promise<T> {
    this.under += 1;
    try {
      return await work();
    } finally {
      this.under -= 1;
    }
  }

  /** Work that this page begins by itself, asked as its person. */
  private async ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await asking.run(this, work);
    } catch (error) {
      // A person who is cut while they ask is refused. The page asks again when it is back, or at once if it is.
      if (!this.isReady()) return undefined;
      if (error instanceof RequestFailed && error.code === "UNAVAILABLE") return this.ask(work);
      throw error;
    }
  }

  private isReady(): boolean {
    return this.connection?.socket.connected === true && this.connection.of("ready").length > 0;
  }

  private asPageConnection(): PageConnection {
    const call: PageConnection["call"] = async (event, payload) => {
      if (!this.isReady()) return null;
      const { connection } = this;
      return this.count(
        async () => (await connection?.emit(event, payload).catch(() => null)) ?? null,
      );
    };
    const parts = { isReady: () => this.isReady(), call, times: createObservable(0) };
    return parts as unknown as PageConnection;
  }
}

/** Nobody reads on these pages, and nobody writes: what happens is done from elsewhere. */
const NOTHING_READ = { unsure: () => new Set<string>() } as unknown as Reading;
const NOTHING_SENT = { settle: () => undefined } as unknown as Outbox;

/** What the server would render now for this person. */
async function readState(person: Person, slug: string): Promise<RealtimeState> {
  const base = `/api/workspaces/${slug}`;
  const read = async (path: string) => {
    const { status, body } = await person.get(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  // In this order: a channel must not be newer than what is counted of it.
  const { channels } = await read(`${base}/channels`);
  const [{ people, directs, endsAt, ending, isAskedForGuests }, { workspaces }] = await Promise.all(
    [read(`${base}/people`), read("/api/workspaces")],
  );
  const { as } = workspaces.find((one: { slug: string }) => one.slug === slug);
  const me = { id: (await read("/api/auth/get-session")).user.id, name: person.name };
  const actions = actionsOf({ as });
  const notifyFor = "mentions";
  return createState({
    me,
    as,
    actions,
    notifyFor,
    directs,
    endsAt,
    letInAt: null,
    ending,
    isAskedForGuests,
    isWhole: true,
    channels,
    people,
  });
}

function keepSome(state: RealtimeState): RealtimeState {
  const some = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter((_, n) => n % 3 === 0));
  return { ...state, isWhole: false, channels: some(state.channels), people: some(state.people) };
}

/** What a page that is opened now would know, with as much of each channel as this one shows. */
export async function openAnew({ person, slug, now }: Page): Promise<RealtimeState> {
  const fresh = await readState(person, slug);
  const windows = Object.values(fresh.channels).flatMap(({ channel }) => {
    const from = now.channels[channel.id]?.from;
    return from ? [{ id: channel.id, limit: Math.max(1, channel.lastSeq - from + 1) }] : [];
  });
  const pages = windows.map(async ({ id, limit }) => {
    const { body } = await person.get(`/api/channels/${id}/messages?limit=${limit}`);
    return { id, page: body as MessagePage };
  });
  return (await Promise.all(pages)).reduce(
    (state, { id, page }) => replaceChannel(state, id, (one) => applyNewestPage(one, page)),
    fresh,
  );
}

/** What the interface shows of a state. */
export function view(state: RealtimeState) {
  const channels = Object.values(state.channels).map((one) => [one.channel.id, viewChannel(one)]);
  // Whom somebody may be mistaken for is read again after a change of names. When two change theirs at the same moment,
  // it may stay as it was after the first.
  const people = Object.values(state.people).map(({ online, alike, ...person }) => [
    person.id,
    person,
  ]);
  const present = Object.keys(state.people).filter((id) => state.presence[id] === "online");
  // A guest's page learns of somebody who comes into a channel while it is away with their first message.
  const known = state.as !== "guest" && {
    people: Object.fromEntries(people),
    present: present.sort(),
  };
  return {
    as: state.as,
    actions: state.actions,
    directs: state.directs,
    endsAt: state.endsAt,
    ...known,
    channels: Object.fromEntries(channels),
  };
}

function viewChannel(one: ChannelState) {
  const { channel } = one;
  if (!channel.joined) {
    // What is said in it is asked for when it is opened.
    const { lastSeq, lastRev, lastReadSeq, ...described } = channel;
    return { channel: described };
  }
  const shown = shownMessages(one);
  const threads = summariseThreads(one);
  return {
    channel,
    caughtUp: one.seenRev === channel.lastRev && !hasRevGap(one),
    ...(one.from !== null && {
      gap: findGap(one),
      messages: shown.map(({ contentRev, reactionsRev, ...message }) => message),
      threads: shown.map(({ id }) => threads.get(id)),
    }),
  };
}
