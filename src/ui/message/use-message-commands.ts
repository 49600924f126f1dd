"use client";

import { useMemo } from "react";
import type { Message } from "@/lib/api-types";
import type { Ack } from "@/lib/socket-events";
import { toast } from "@/ui/primitives/toast";
import { type AppliedEvent, applyEvent } from "@/ui/realtime/store/apply-event";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { copyPageLink } from "../channel/copy-page-link";

export interface MessageCommands {
  /** @returns whether the server accepted it */
  edit(message: Message, body: string): Promise<boolean>;
  remove(message: Message): Promise<boolean>;
  react(message: Message, emoji: string): Promise<boolean>;
  copyLink(message: Message): Promise<void>;
  pin(message: Message, pinned: boolean): Promise<boolean>;
  /** Marks this message and everything after it as unread. */
  markUnread(message: Message): Promise<void>;
}

/** What the user can do with an existing message. A toast shows why a command was refused. */
export function useMessageCommands(): MessageCommands {
  const { connection, state, workspace, reading } = useRealtime();
  return useMemo(() => {
    const put = (type: "message:updated" | "message:deleted", message: Message) => {
      const event: AppliedEvent = { type, payload: { message } };
      state.update((before) => applyEvent(before, event));
    };
    return {
      async edit(message, body) {
        const answer = await connection.call("message:edit", { messageId: message.id, body });
        if (answer?.ok) put("message:updated", answer.data.message);
        return wasTaken(answer, "Your change could not be saved");
      },
      async remove(message) {
        const answer = await connection.call("message:delete", { messageId: message.id });
        if (answer?.ok) put("message:deleted", answer.data.message);
        return wasTaken(answer, "The message could not be deleted");
      },
      async react(message, emoji) {
        const answer = await connection.call("reaction:toggle", { messageId: message.id, emoji });
        return wasTaken(answer, "Your reaction could not be saved");
      },
      async copyLink(message) {
        const path = `/w/${workspace.slug}/c/${message.channelId}?at=${message.seq}`;
        await copyPageLink(path);
      },
      async pin(message, pinned) {
        try {
          const path = `/api/messages/${message.id}/pin`;
          const answer = await request<{ message: Message }>(pinned ? "PUT" : "DELETE", path);
          put("message:updated", answer.message);
          return true;
        } catch (failure) {
          const title = pinned ? "The message could not be pinned" : "The pin could not be removed";
          toast.error(title, { description: describeFailure(failure) });
          return false;
        }
      },
      async markUnread(message) {
        try {
          await reading.markUnread(message.channelId, message.seq);
        } catch (failure) {
          const description = describeFailure(failure);
          toast.error("It could not be marked unread", { description });
        }
      },
    };
  }, [connection, state, workspace.slug, reading]);
}

function wasTaken(answer: Ack<unknown> | null, title: string): boolean {
  if (answer?.ok) return true;
  toast.error(title, {
    description: answer
      ? answer.error.message
      : "Gatehouse cannot be reached. Try again in a moment.",
  });
  return false;
}
