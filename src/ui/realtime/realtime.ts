import type { ChangedChannels, Channel, Message } from "@/lib/api-types";
import { groupOf } from "@/lib/marks";
import type { ServerPayload } from "@/lib/socket-events";
import { request } from "@/ui/request";
import { forgetChannel, receiveChannel, receiveChannels } from "./store/apply-channels";
import { type AppliedEvent, applyEvent } from "./store/apply-event";
import { applyNewestPage, type Page } from "./store/apply-page";
import { eventsFor, type Heard, type HeardBy } from "./store/heard-events";
import { type CatchUp, createCatchUp } from "./connection/catch-up";
import { type Connection, createConnection, type GatehouseSocket } from "./connection/connection";
import { createGate } from "./connection/end-visit";
import { createMessageLoader, type MessageLoader } from "./loading/load-messages";
import { createLocalMemory, type LocalMemory } from "./loading/local-memory";
import { createPeopleLoader } from "./loading/load-people";
import { createOutbox, type Outbox } from "./sending/outbox";
import { pauseFor } from "./connection/pauses";
import { createReading, type Reading } from "./sending/reading";
import {
  type ChannelState,
  createState,
  type RealtimeState,
  replaceChannel,
  type Snapshot,
} from "./store/state";
import { forgetTypists } from "./store/typing";
import { createUploads, type Uploads } from "./sending/uploads";
import { createObservable, type Observable } from "./observable";
import { describeKnown } from "./connection/what-is-known";

export interface WorkspaceSnapshot extends Snapshot {
  workspace: { id: string; slug: string; name: string };
  /** The largest file that can be uploaded. */
  maxUploadBytes: number;
  /** The key with which a browser subscribes to push; null where the server sends none. */
  pushKey: string | null;
}

/** All that is alive in a workspace page. Once `locked`, nothing of it is kept. */
export interface Realtime {
  workspace: WorkspaceSnapshot["workspace"];
  pushKey: string | null;
  state: Observable<RealtimeState>;
  locked: Observable<boolean>;
  /** What stands on the emptied page, until it is left. */
  farewell: Observable<string>;
  outbox: Outbox;
  uploads: Uploads;
  connection: Connection;
  messages: MessageLoader;
  reading: Reading;
  memory: LocalMemory;
  /** Takes the page that the server rendered, before anything listens. */
  seedPage(channelId: string, page: Page): void;
  putChannel(channel: Channel): void;
  dropChannel(channelId: string): void;
  reloadChannels(): Promise<void>;
  /** Asks who somebody is, unless they are known by that name or were asked for before. */
  meet(person: { id: string; name: string }): void;
  /** Calls with every change of people and of who may come in. */
  watchAccess(notify: (news: AccessNews) => void): () => void;
  /** Calls with every message that comes in live. */
  watchMessages(notify: (news: LiveMessage) => void): () => void;
  start(): () => void;
}

/** A message as it came in, and whom it concerns. */
export type LiveMessage = ServerPayload<"message:created">;

/** News of people, guests and invitations. Of the last two only admins are told. */
export type AccessNews = Heard<"lists">;

const TYPING_CHECK = 2_000;
const MISSED_WITHIN = 3_000;

/** Puts the parts together. Nothing is opened before `start`. */
export function createRealtime(snapshot: WorkspaceSnapshot): Realtime {
  const { workspace, me } = snapshot;
  const state = createObservable(createState(snapshot));
  const locked = createObservable(false);
  const farewell = createObservable("");
  const memory = createLocalMemory(me.id, workspace.id);
  const watchers = new Set<(news: AccessNews) => void>();
  const listeners = new Set<(news: LiveMessage) => void>();
  const strangers = new Set<string>();

  const gate = createGate({
    slug: workspace.slug,
    workspaceId: workspace.id,
    userId: me.id,
    memory,
    drop,
  });
  const connection = createConnection({
    workspace: workspace.slug,
    listen,
    refused: gate.refuse,
    ready: (ready) => {
      state.update((before) => ({ ...before, as: ready.as, actions: ready.actions }));
      // Also the first time: what was read, and who came, between the page and its connection was told to nobody here.
      void refresh();
      void catchUp.afterReady(ready);
      outbox.flush();
      reading.flush();
    },
  });
  const catchUp: CatchUp = createCatchUp(state, connection);
  const reading = createReading(state, connection);
  const outbox = createOutbox({
    memory,
    send: ({ channelId, body, clientId, parentId, files }) => {
      const fileIds = files.map((file) => file.id);
      return connection.call("message:send", { channelId, body, clientId, parentId, fileIds });
    },
    sent: (message: Message) => apply({ type: "message:created", payload: { message } }),
  });

  const uploads = createUploads(memory, snapshot.maxUploadBytes);

  const reloadPeople = createPeopleLoader(state, workspace.slug);

  function apply(event: AppliedEvent): void {
    state.update((before) => applyEvent(before, event));
    catchUp.watch();
  }

  function listen(socket: GatehouseSocket): void {
    const on = socket as { on(event: string, take: (payload: never) => void): void };
    for (const type of eventsFor("store")) {
      on.on(type, (payload) => receive({ type, payload, at: Date.now() }));
    }
    for (const type of eventsFor("lists")) {
      on.on(type, (payload) => {
        for (const notify of watchers) notify({ type, payload });
      });
    }
    for (const type of eventsFor("page")) on.on(type, ofPage[type]);
  }

  const ofPage: { [E in HeardBy<"page">]: (payload: ServerPayload<E>) => void } = {
    // Not all at once: everybody on this node is told.
    "news:missed": () => void setTimeout(askAnew, Math.random() * MISSED_WITHIN),
    "guest:locked": ({ message }) => gate.lock(message),
  };

  function receive(event: AppliedEvent): void {
    const before = state.get().people;
    apply(event);
    if (event.type === "person:updated") void lookAtNames(before, event.payload.person.id);
    if (event.type === "person:left") void lookAtNames(before, event.payload.userId);
    if (event.type === "message:created") {
      const { message, mentions = [], followers = [] } = event.payload;
      outbox.settle(message.clientId);
      for (const notify of listeners) notify({ message, mentions, followers });
      meet(message.author);
    }
    if (event.type === "channel:created") {
      void catchUp.channel(event.payload.channel.id);
      // With a channel a guest gains the people in it.
      if (state.get().as === "guest") void refresh();
    }
  }

  /** Whose name is like somebody else's is known to the server: it is asked where that may have changed. */
  async function lookAtNames(before: RealtimeState["people"], id: string): Promise<void> {
    const names = await import("./store/namesakes").catch(() => null);
    if (!names || names.mayMistake(before, state.get().people, id)) await refresh();
  }

  /**
   * Somebody who came after the page was loaded, or has another name since, which may be like somebody else's: asked
   * for once. Whom one may not know is not asked for again.
   */
  function meet({ id, name }: { id: string; name: string }): void {
    const isKnown = () => state.get().people[id]?.name === name;
    const key = `${id} ${name}`;
    if (isKnown() || strangers.has(key)) return;
    strangers.add(key);
    const again = () => strangers.delete(key);
    void reloadPeople().then(() => isKnown() && again(), again);
  }

  async function reloadChannels(): Promise<void> {
    const path = `/api/workspaces/${encodeURIComponent(workspace.slug)}/channels`;
    const asked = state.get().channels;
    const unsure = reading.unsure();
    const known = describeKnown(state.get());
    const { channels, groups } = await request<ChangedChannels>(
      "GET",
      path,
      undefined,
      undefined,
      known,
    );
    const isCurrent = ({ channel: { id, lastReadSeq } }: ChannelState) =>
      !unsure.has(id) && asked[id]?.channel.lastReadSeq === lastReadSeq;
    const isListed = (id: string) => groups.includes(groupOf(id));
    if (!locked.get() && groups.length > 0)
      state.update((before) => receiveChannels(before, channels, isCurrent, asked, isListed));
  }

  function askAnew(): void {
    if (!connection.isReady()) return;
    void refresh();
    connection.times.update((before) => before + 1);
  }

  /** What a broken request leaves undone is done with a later one, as long as anybody is here. */
  async function refresh(attempt = 0): Promise<void> {
    try {
      await Promise.all([reloadChannels(), reloadPeople()]);
    } catch {
      if (connection.isReady()) setTimeout(() => void refresh(attempt + 1), pauseFor(attempt));
    }
  }

  function drop(words: string): void {
    farewell.set(words);
    locked.set(true);
    connection.close();
    catchUp.stop();
    outbox.drop();
    uploads.drop();
    const nobody = { id: "", name: "" };
    state.set(
      createState({
        me: nobody,
        as: "guest",
        actions: [],
        notifyFor: "nothing",
        directs: false,
        endsAt: null,
        channels: [],
        people: [],
      }),
    );
  }

  return {
    workspace,
    pushKey: snapshot.pushKey,
    state,
    locked,
    farewell,
    outbox,
    uploads,
    connection,
    messages: createMessageLoader(state),
    reading,
    memory,
    seedPage: (channelId, page) =>
      state.seed(replaceChannel(state.get(), channelId, (one) => applyNewestPage(one, page))),
    putChannel: (channel) => state.update((before) => receiveChannel(before, channel)),
    dropChannel: (id) => state.update((before) => forgetChannel(before, id)),
    reloadChannels,
    meet,
    watchMessages: (notify) => {
      listeners.add(notify);
      return () => listeners.delete(notify);
    },
    watchAccess: (notify) => {
      watchers.add(notify);
      return () => watchers.delete(notify);
    },
    start() {
      outbox.restore();
      uploads.restore();
      gate.listen();
      connection.open();
      const pruning = setInterval(
        () => state.update((s) => forgetTypists(s, Date.now())),
        TYPING_CHECK,
      );
      return () => {
        clearInterval(pruning);
        catchUp.stop();
        connection.close();
        gate.close();
      };
    },
  };
}
