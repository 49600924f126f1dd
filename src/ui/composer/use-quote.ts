"use client";

import type { Channel, ChannelPerson, Message } from "@/lib/api-types";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { quoteBody } from "../message/quote";
import { request } from "../request";
import { replaceMentions } from "@/lib/notification-text";
import { useNames } from "./mentions/use-names";

interface Place {
  channel: Channel;
  threadId: string | undefined;
  /** Whether the user is a guest. */
  guest: boolean;
}

/**
 * Makes a quote of a message. A guest whose history begins later would read in it what is hidden from them: then the quote
 * has a link to the message in place of its words. In a thread, whoever reads the quote reads the thread.
 */
export function useQuote({ channel, threadId, guest }: Place): (m: Message) => Promise<string> {
  const { workspace } = useRealtime();
  const nameOf = useNames();
  return async ({ author, body, seq, createdAt }) => {
    const isForAll = guest || threadId !== undefined || channel.kind !== "channel";
    if (isForAll || !(await isHiddenFromSome(channel, createdAt))) {
      return quoteBody(author.name, replaceMentions(body, nameOf));
    }
    toast.info("Some guests here cannot see that message. The quote is a link to it.");
    return quoteBody(
      author.name,
      `${window.location.origin}/w/${workspace.slug}/c/${channel.id}?at=${seq}`,
    );
  };
}

/** Asked anew each time: a guest's history may have changed. If there is no answer, the channel's guests may be blind. */
async function isHiddenFromSome({ id, guestCount }: Channel, at: string): Promise<boolean> {
  try {
    const path = `/api/channels/${id}/people`;
    const { people } = await request<{ people: ChannelPerson[] }>("GET", path);
    return people.some(({ historyFrom }) => historyFrom && historyFrom > at);
  } catch {
    return guestCount > 0;
  }
}
