import { markRead } from "@/core/channels/mark-read";
import { deleteMessage, editMessage, toggleReaction } from "@/core/messages/change-message";
import { seeThread } from "@/core/messages/see-thread";
import { sendMessage } from "@/core/messages/send-message";
import type { Handlers } from "../dispatch";

export const messageHandlers = {
  "message:send": async (principal, draft) => {
    const { message } = await sendMessage(principal, draft);
    return { message };
  },
  "message:edit": async (principal, edit) => ({ message: await editMessage(principal, edit) }),
  "message:delete": async (principal, which) => ({
    message: await deleteMessage(principal, which),
  }),
  "reaction:toggle": async (principal, toggle) => ({
    reactions: await toggleReaction(principal, toggle),
  }),
  "channel:read": (principal, position) => markRead(principal, position),
  "thread:see": (principal, position) => seeThread(principal, position),
} satisfies Partial<Handlers>;
