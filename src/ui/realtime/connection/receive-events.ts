import type { ServerPayload } from "@/lib/socket-events";
import type { Lists } from "../loading/refresh-lists";
import type { Observable } from "../observable";
import type { Outbox } from "../sending/outbox";
import { type AppliedEvent, applyEvent } from "../store/apply-event";
import { eventsFor, type Heard, type HeardBy } from "../store/heard-events";
import type { RealtimeState } from "../store/state";
import { isNewCall } from "../store/unread-counts";
import type { CatchUp } from "./catch-up";
import type { Connection } from "./connection";
import type { GatehouseSocket } from "./open-socket";

/** A live message, and whom it concerns. */
export type LiveMessage = ServerPayload<"message:created">;

type CreatedMessage = Extract<AppliedEvent, { type: "message:created" }>["payload"];

/** News of people, guests and invitations. Only admins are told of the last two. */
export type AccessNews = Heard<"lists">;

/** News of an invitation, for whoever made it. */
export type InviteNews = Heard<"maker">;

/** Everybody on a node hears at the same moment that events were missed. They must not all ask at once. */
const ASK_WITHIN_MS = 3_000;

export interface EventReceiver {
  listen(socket: GatehouseSocket): void;
  /** Applies an event that this page knows from an acknowledgement. */
  apply(event: AppliedEvent): void;
  /** Calls `notify` with every change of people, guests and invitations. */
  watchAccess(notify: (news: AccessNews) => void): () => void;
  /** Calls `notify` with all news of the user's own invitations. */
  watchInvites(notify: (news: InviteNews) => void): () => void;
  /** Calls `notify` with every message that comes in live, and with those in which an edit newly names the user. */
  watchMessages(notify: (news: LiveMessage) => void): () => void;
}

interface Ports {
  state: Observable<RealtimeState>;
  connection: Connection;
  catchUp: CatchUp;
  lists: Lists;
  outbox: Outbox;
  lock: (message: string) => void;
}

/** Receives the events of the server, applies them to the state and does what follows from them. */
export function createEventReceiver(ports: Ports): EventReceiver {
  const { state, connection, catchUp, lists, outbox, lock } = ports;
  const accessWatchers = new Set<(news: AccessNews) => void>();
  const inviteWatchers = new Set<(news: InviteNews) => void>();
  const messageWatchers = new Set<(news: LiveMessage) => void>();

  function listen(socket: GatehouseSocket): void {
    const on = socket as { on(event: string, take: (payload: never) => void): void };
    for (const type of eventsFor("store")) {
      on.on(type, (payload) => receive({ type, payload, at: Date.now() }));
    }
    for (const type of eventsFor("lists")) {
      on.on(type, (payload) => {
        for (const notify of accessWatchers) notify({ type, payload });
      });
    }
    for (const type of eventsFor("maker")) {
      on.on(type, (payload) => {
        for (const notify of inviteWatchers) notify({ type, payload });
      });
    }
    for (const type of eventsFor("page")) on.on(type, ofPage[type]);
  }

  const ofPage: { [E in HeardBy<"page">]: (payload: ServerPayload<E>) => void } = {
    "news:missed": () => void setTimeout(askAgain, Math.random() * ASK_WITHIN_MS),
    "guest:locked": ({ message }) => lock(message),
  };

  function receive(event: AppliedEvent): void {
    const before = state.get();
    const { people } = before;
    if (!before.isWhole && isOfMissing(before, event)) lists.noteTooEarly();
    apply(event);
    if (event.type === "person:updated") void lists.refreshNames(people, event.payload.person.id);
    if (event.type === "person:left") void lists.refreshNames(people, event.payload.userId);
    if (event.type === "message:created") receiveMessage(event.payload);
    if (event.type === "message:updated" && isNewCall(before, state.get(), event.payload)) {
      tellWatchers(event.payload);
    }
    if (event.type === "channel:created") {
      void catchUp.channel(event.payload.channel.id);
      // With a channel a guest gains the people in it.
      if (state.get().as === "guest") void lists.refresh();
    }
  }

  function apply(event: AppliedEvent): void {
    state.update((before) => applyEvent(before, event));
    catchUp.watch();
  }

  function receiveMessage(news: CreatedMessage): void {
    outbox.settle(news.message.clientId);
    tellWatchers(news);
    lists.meet(news.message.author);
  }

  function tellWatchers({ message, mentions = [], followers = [] }: CreatedMessage): void {
    for (const notify of messageWatchers) notify({ message, mentions, followers });
  }

  function askAgain(): void {
    if (!connection.isReady()) return;
    void lists.refresh();
    connection.times.update((before) => before + 1);
  }

  return {
    listen,
    apply,
    watchAccess: (notify) => watch(accessWatchers, notify),
    watchInvites: (notify) => watch(inviteWatchers, notify),
    watchMessages: (notify) => watch(messageWatchers, notify),
  };
}

/** Whether an event is about a channel that is not there. */
function isOfMissing({ channels }: RealtimeState, { payload }: AppliedEvent): boolean {
  const { channelId, channel, message } = payload as Partial<
    Record<"channelId", string> & { channel: { id: string }; message: { channelId: string } }
  >;
  const id = channelId ?? channel?.id ?? message?.channelId;
  return id !== undefined && !channels[id];
}

/** @returns a function that ends the watch */
function watch<T>(watchers: Set<T>, notify: T): () => void {
  watchers.add(notify);
  return () => watchers.delete(notify);
}
