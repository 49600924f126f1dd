"use client";

import { useMemo } from "react";
import { toast } from "sonner";
import type { Message } from "@/lib/api-types";
import type { Ack } from "@/lib/socket-events";
import { applyEvent } from "@/ui/realtime/apply-event";
import { useRealtime } from "@/ui/realtime/realtime-provider";

export interface MessageCommands {
  /** @returns whether the server took it */
  edit(message: Message, body: string): Promise<boolean>;
  remove(message: Message): Promise<boolean>;
  react(message: Message, emoji: string): Promise<boolean>;
  copyLink(message: Message): Promise<void>;
}

/** What can be done to a message that is there; a refusal is said in a toast. */
export function useMessageCommands(): MessageCommands {
  const { connection, state, workspace } = useRealtime();
  return useMemo(() => {
    const put = (type: "message:updated" | "message:deleted", message: Message) =>
      state.update((before) => applyEvent(before, { type, payload: { message } }));
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
        await navigator.clipboard.writeText(window.location.origin + path);
        toast.success("Link copied");
      },
    };
  }, [connection, state, workspace.slug]);
}

function wasTaken(answer: Ack<unknown> | null, title: string): boolean {
  if (answer?.ok) return true;
  toast.error(title, {
    description: answer ? answer.error.message : "You are offline. Try again when you are back.",
  });
  return false;
}
