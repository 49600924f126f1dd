import { z } from "zod";
import type { ErrorCode, Issue, Message, Reaction } from "./api-types";
import { hasVisible } from "./visible-text";

/** What a connection asks of the server, and the answers. For what the server sends, see `server-events.ts`. */

export type { Ready, ServerEvent, ServerPayload, ServerToClient } from "./server-events";

/** No control characters and no lone surrogate: Postgres takes neither NUL nor half a character. */
const id = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "Not an id");

/** 1 to 10,000 UTF-16 units, something to be seen, no NUL (Postgres refuses it), no lone surrogate (UTF-8 has none). */
export const messageBody = z
  .string()
  .min(1, "Write a message first")
  // Not `max`, which counts characters: an emoji is one character but two UTF-16 units.
  .refine((body) => body.length <= 10_000, "A message has at most 10,000 characters")
  .refine(hasVisible, "Write a message first")
  .refine((body) => !body.includes("\0"), "A message cannot contain a NUL character")
  .refine((body) => body.isWellFormed(), "A message cannot contain half a character");

const clientId = z.uuid();

/** Files that the sender has uploaded to the channel, in the order in which they are shown. */
export const fileIds = z.array(id).max(10, "At most 10 files in one message").optional();

export const sendMessageInput = z.object({
  channelId: id,
  body: messageBody,
  /** Unique per author. The same id again returns the first message. */
  clientId,
  parentId: id.nullish(),
  fileIds,
});
export const editMessageInput = z.object({ messageId: id, body: messageBody });
export const deleteMessageInput = z.object({ messageId: id });
export const toggleReactionInput = z.object({
  messageId: id,
  emoji: z
    .string()
    .min(1)
    .max(32)
    .refine((text) => /^\p{RGI_Emoji}$/v.test(text), "Choose one emoji"),
});
export const channelInput = z.object({ channelId: id });
export const readChannelInput = z.object({ channelId: id, seq: z.int().min(0).max(2_147_483_647) });
export const seeThreadInput = z.object({ messageId: id, seq: readChannelInput.shape.seq });
export const syncInput = z.object({
  cursors: z
    .record(id, z.int().min(0).max(2_147_483_647))
    .refine((cursors) => Object.keys(cursors).length <= 1000, "At most 1,000 channels at a time"),
});

export const clientEvents = {
  "message:send": sendMessageInput,
  "message:edit": editMessageInput,
  "message:delete": deleteMessageInput,
  "reaction:toggle": toggleReactionInput,
  "typing:start": channelInput,
  "typing:stop": channelInput,
  "channel:read": readChannelInput,
  "thread:see": seeThreadInput,
  sync: syncInput,
} as const;

export type ClientEvent = keyof typeof clientEvents;
export type ClientPayload<E extends ClientEvent> = z.infer<(typeof clientEvents)[E]>;

export interface ClientAnswers {
  "message:send": { message: Message };
  "message:edit": { message: Message };
  "message:delete": { message: Message };
  "reaction:toggle": { reactions: Reaction[] };
  "typing:start": Record<string, never>;
  "typing:stop": Record<string, never>;
  "channel:read": z.infer<typeof readChannelInput>;
  "thread:see": z.infer<typeof seeThreadInput>;
  sync: SyncAnswer;
}

export interface SyncAnswer {
  messages: Message[];
  more: Record<string, boolean>;
}

export type Ack<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      error: { code: ErrorCode; message: string; issues?: Issue[]; retryAfterMs?: number };
    };

export type ClientToServer = {
  [E in ClientEvent]: (
    payload: ClientPayload<E>,
    acknowledge: (answer: Ack<ClientAnswers[E]>) => void,
  ) => void;
};
