import type { Channel } from "@/lib/api-types";
import type { Ready } from "@/lib/socket-events";
import { hasCodes, replaceShortNames } from "@/ui/emoji/short-names";
import { createCatchUp, describeRevisions } from "./connection/catch-up";
import { type Connection, createConnection } from "./connection/connection";
import { createPageLock, type PageLock } from "./connection/page-lock";
import { createEventReceiver, type EventReceiver } from "./connection/receive-events";
import { createFormerNames } from "./loading/former-names";
import { createMessageLoader, type MessageLoader } from "./loading/load-messages";
import { createLocalMemory, type LocalMemory } from "./loading/local-memory";
import { createLists, type Lists } from "./loading/refresh-lists";
import { createObservable, type Observable } from "./observable";
import { createOutbox, type Outbox } from "./sending/outbox";
import { createReading, type Reading } from "./sending/reading";
import { createUploads, type Uploads } from "./sending/uploads";
import { forgetChannel, receiveChannel } from "./store/apply-channels";
import { applyNewestPage, type Page } from "./store/apply-page";
import {
  createEmptyState,
  createState,
  type RealtimeState,
  replaceChannel,
  type Snapshot,
} from "./store/state";
import { forgetTypists } from "./store/typing";

export interface WorkspaceSnapshot extends Snapshot {
  workspace: { id: string; slug: string; name: string };
  /** The largest file that can be uploaded. */
  maxUploadBytes: number;
  /** The key with which a browser subscribes to push. Null if the server sends no push. */
  pushKey: string | null;
}

/** Everything that a workspace page keeps and does besides what it shows. Once `locked`, all of it is emptied. */
export interface Realtime
  extends Pick<PageLock, "locked" | "farewell">,
    Pick<Lists, "reloadChannels" | "meet">,
    Pick<EventReceiver, "watchAccess" | "watchInvites" | "watchMessages"> {
  workspace: WorkspaceSnapshot["workspace"];
  pushKey: string | null;
  state: Observable<RealtimeState>;
  outbox: Outbox;
  uploads: Uploads;
  connection: Connection;
  messages: MessageLoader;
  reading: Reading;
  memory: LocalMemory;
  /** Asks for the name of somebody who is mentioned and may have left. */
  askName(userId: string): Promise<void>;
  /** Takes the page that the server rendered, before anything listens. */
  seedPage(channelId: string, page: Page): void;
  putChannel(channel: Channel): void;
  dropChannel(channelId: string): void;
  /** Opens the connection. @returns closes it */
  start(): () => void;
}

const TYPING_CHECK_MS = 2_000;
/** The rest of a large workspace is loaded once the connection is ready, and after this time without one. */
const REST_AFTER_MS = 4_000;

/** Puts the parts together. Nothing is opened before `start`. */
export function createRealtime(snapshot: WorkspaceSnapshot): Realtime {
  const { workspace, me, maxUploadBytes, pushKey } = snapshot;
  const { id: workspaceId, slug } = workspace;
  const state = createObservable(createState(snapshot));
  const memory = createLocalMemory(me.id, workspaceId);
  const pageLock = createPageLock({ slug, workspaceId, userId: me.id, memory, empty });
  const connection = createConnection({
    workspace: slug,
    known: () => describeRevisions(state.get()),
    listen: (socket) => events.listen(socket),
    ready: goOn,
    refused: pageLock.refuse,
  });
  const catchUp = createCatchUp(state, connection);
  const reading = createReading(state, connection);
  const lists = createLists({ state, connection, reading, slug });
  const outbox = createOutbox({
    memory,
    spell: (body) => (hasCodes(body) ? replaceShortNames(body) : null),
    send: ({ channelId, body, clientId, parentId, files }) => {
      const fileIds = files.map((file) => file.id);
      return connection.call("message:send", { channelId, body, clientId, parentId, fileIds });
    },
    sent: (message) => events.apply({ type: "message:created", payload: { message } }),
  });
  const uploads = createUploads(memory, maxUploadBytes);
  const events = createEventReceiver({
    state,
    connection,
    catchUp,
    lists,
    outbox,
    lock: pageLock.lock,
  });

  /** Called each time the connection is ready, also the first time: the page has not heard what happened before. */
  function goOn(ready: Ready): void {
    // A node of an earlier version, in the middle of an update, does not say `actions`.
    const { as, actions } = ready as Pick<Ready, "as"> & Partial<Pick<Ready, "actions">>;
    state.update((before) => ({ ...before, as, actions: actions ?? before.actions }));
    void lists.refresh();
    void catchUp.afterReady(ready);
    outbox.flush();
    reading.flush();
  }

  function empty(): void {
    connection.close();
    catchUp.stop();
    outbox.drop();
    uploads.drop();
    state.set(createEmptyState());
  }

  function start(): () => void {
    outbox.restore();
    const forgetTabs = uploads.restore();
    pageLock.listen();
    connection.open();
    const pruning = setInterval(
      () => state.update((now) => forgetTypists(now, Date.now())),
      TYPING_CHECK_MS,
    );
    const loadRest = () => state.get().isWhole || void lists.refresh();
    const waiting = setTimeout(loadRest, REST_AFTER_MS);
    return () => {
      clearTimeout(waiting);
      clearInterval(pruning);
      forgetTabs();
      catchUp.stop();
      connection.close();
      pageLock.close();
    };
  }

  return {
    workspace,
    pushKey,
    state,
    locked: pageLock.locked,
    farewell: pageLock.farewell,
    outbox,
    uploads,
    connection,
    messages: createMessageLoader(state),
    reading,
    memory,
    askName: createFormerNames(state, slug),
    seedPage: (channelId, page) =>
      state.seed(replaceChannel(state.get(), channelId, (one) => applyNewestPage(one, page))),
    putChannel: (channel) => state.update((before) => receiveChannel(before, channel)),
    dropChannel: (id) => state.update((before) => forgetChannel(before, id)),
    reloadChannels: lists.reloadChannels,
    meet: lists.meet,
    watchAccess: events.watchAccess,
    watchInvites: events.watchInvites,
    watchMessages: events.watchMessages,
    start,
  };
}
