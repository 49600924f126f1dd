"use client";

import { useEffect, useState } from "react";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure } from "@/ui/request";
import { changeChannelParams } from "../shell/use-channel-params";

/** One sentence for what is hidden and what never was: it must not tell the two apart. */
const NOT_HERE =
  "The link may be wrong, or it leads to what you cannot see. Ask the person who sent it.";

/**
 * Loads the message that the address names.
 * @returns the seq of the message to show once it is loaded, or null for the newest
 */
export function useTarget(channelId: string, at: number | null): number | null {
  const { messages } = useRealtime();
  const [shown, setShown] = useState<number | null>(null);

  useEffect(() => {
    let current = true;
    if (at === null) {
      messages.leaveAround(channelId);
      setShown(null);
      return;
    }
    messages
      .around(channelId, at)
      .then((message) => {
        if (!current) return;
        if (message === null) {
          toast.error("This message cannot be shown", { description: NOT_HERE });
          changeChannelParams({ at: null }, { replace: true });
        } else if (message.parentId !== null) {
          const reply = String(at);
          changeChannelParams({ at: null, thread: message.parentId, reply }, { replace: true });
        } else {
          if (message.deletedAt) toast.info("This message was deleted");
          setShown(at);
        }
      })
      .catch((failure: unknown) => {
        if (current)
          toast.error("The message was not found", { description: describeFailure(failure) });
      });
    return () => {
      current = false;
    };
  }, [messages, channelId, at]);

  return at === null ? null : shown;
}
