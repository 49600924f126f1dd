import type { Message, MessageFile } from "@/lib/api-types";
import type { Ack } from "@/lib/socket-events";
import { newId } from "@/ui/new-id";
import type { LocalMemory } from "../loading/local-memory";
import { isPassing } from "../connection/pauses";
import { createObservable, type Observable } from "../observable";

/** A message that is being sent, waits for a connection, or was refused. */
export interface OutgoingMessage {
  clientId: string;
  channelId: string;
  body: string;
  parentId: string | null;
  files: MessageFile[];
  createdAt: string;
  state: "sending" | "waiting" | "failed";
  error: string | null;
}

export interface Draft {
  channelId: string;
  body: string;
  parentId?: string | null;
  files?: MessageFile[];
}

/** Sends over the socket. Resolves to null if no acknowledgement came. */
export type Send = (message: OutgoingMessage) => Promise<Ack<{ message: Message }> | null>;

export interface Outbox {
  messages: Observable<readonly OutgoingMessage[]>;
  /** Restores the messages that this tab had not sent before it was reloaded. */
  restore(): void;
  send(draft: Draft): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** Removes a message that was seen in its channel: it was sent, whether or not the acknowledgement came. */
  settle(clientId: string): void;
  /** Sends all messages that wait, for example after a reconnect. */
  flush(): void;
  drop(): void;
}

interface Ports {
  memory: LocalMemory;
  /** Replaces the short names of emoji. Null if there are none: nothing is waited for then. */
  spell: (body: string) => Promise<string> | null;
  send: Send;
  sent: (message: Message) => void;
}

const KEY = "outbox";
const TRY_AGAIN_AFTER_MS = 2_000;

/**
 * Optimistic sending: one message at a time in each channel, in order. A message keeps its `clientId` until it is sent,
 * so that a retry does not send it twice.
 */
export function createOutbox({ memory, spell, send, sent }: Ports): Outbox {
  const messages = createObservable<readonly OutgoingMessage[]>([]);
  const busy = new Set<string>();

  const save = (next: readonly OutgoingMessage[]) => {
    messages.set(next);
    memory.writeTab(KEY, next.length === 0 ? null : JSON.stringify(next));
  };
  const change = (clientId: string, part: Partial<OutgoingMessage>) =>
    save(messages.get().map((one) => (one.clientId === clientId ? { ...one, ...part } : one)));
  const remove = (clientId: string) => {
    if (messages.get().some((one) => one.clientId === clientId)) {
      save(messages.get().filter((one) => one.clientId !== clientId));
    }
  };

  /** The messages after one that waits, wait too. */
  const wait = (channelId: string) =>
    save(
      messages
        .get()
        .map((one) =>
          one.channelId === channelId && one.state === "sending"
            ? { ...one, state: "waiting" }
            : one,
        ),
    );

  async function pump(channelId: string): Promise<void> {
    if (busy.has(channelId)) return;
    busy.add(channelId);
    try {
      let next = nextOf(messages.get(), channelId);
      while (next && (await deliver(next))) next = nextOf(messages.get(), channelId);
    } finally {
      busy.delete(channelId);
    }
  }

  /** @returns whether the next message may be sent */
  async function deliver(message: OutgoingMessage): Promise<boolean> {
    change(message.clientId, { state: "sending", error: null });
    const spelling = spell(message.body);
    const body = spelling ? await spelling : message.body;
    if (spelling) change(message.clientId, { body });
    const answer = await send({ ...message, body });
    if (answer?.ok) {
      sent(answer.data.message);
      remove(message.clientId);
      return true;
    }
    if (answer && !isPassing(answer.error.code)) {
      change(message.clientId, { state: "failed", error: answer.error.message });
      return true;
    }
    wait(message.channelId);
    if (answer) {
      setTimeout(
        () => void pump(message.channelId),
        answer.error.retryAfterMs ?? TRY_AGAIN_AFTER_MS,
      );
    }
    return false;
  }

  return {
    messages,
    restore: () => messages.set(readBack(memory.readTab(KEY))),
    send: ({ channelId, body, parentId = null, files = [] }) => {
      const clientId = newId();
      const createdAt = new Date().toISOString();
      const message = { clientId, channelId, body, parentId, files, createdAt, error: null };
      const stuck = messages
        .get()
        .some((one) => one.channelId === channelId && one.state === "waiting");
      save([...messages.get(), { ...message, state: stuck ? "waiting" : "sending" }]);
      void pump(channelId);
    },
    retry: (clientId) => {
      change(clientId, { state: "waiting", error: null });
      const message = messages.get().find((one) => one.clientId === clientId);
      if (message) void pump(message.channelId);
    },
    discard: remove,
    settle: remove,
    flush: () => {
      for (const id of new Set(messages.get().map((one) => one.channelId))) void pump(id);
    },
    drop: () => save([]),
  };
}

function nextOf(messages: readonly OutgoingMessage[], channelId: string) {
  return messages.find((one) => one.channelId === channelId && one.state !== "failed");
}

function readBack(text: string | null): OutgoingMessage[] {
  if (!text) return [];
  const kept = JSON.parse(text) as OutgoingMessage[];
  return kept.map((one) => (one.state === "failed" ? one : { ...one, state: "waiting" }));
}
