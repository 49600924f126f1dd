import type { Channel, ChannelPerson, Message } from "@/lib/api-types";
import { replaceMentions } from "@/lib/notification-text";
import { toast } from "@/ui/primitives/toast";
import type { Realtime } from "@/ui/realtime/realtime";
import { quoteBody } from "../message/quote";
import { request } from "../request";

export interface QuotePlace {
  channel: Channel;
  threadId: string | undefined;
  /** Whether the user is a guest. */
  guest: boolean;
}

/**
 * Makes a quote of a message. A guest whose history begins later would read in it what is hidden from them: then the quote
 * has a link to the message in place of its words. In a thread, whoever reads the quote reads the thread.
 */
export async function makeQuote(
  { workspace, state }: Realtime,
  { channel, threadId, guest }: QuotePlace,
  { author, body, seq, createdAt }: Message,
): Promise<string> {
  const isForAll = guest || threadId !== undefined || channel.kind !== "channel";
  if (isForAll || !(await isHiddenFromSome(channel, createdAt))) {
    const { people, former } = state.get();
    const words = replaceMentions(body, (id) => people[id]?.name ?? former[id]);
    return quoteBody(author.name, words);
  }
  toast.info("Some guests here cannot see that message. The quote is a link to it.");
  return quoteBody(
    author.name,
    `${window.location.origin}/w/${workspace.slug}/c/${channel.id}?at=${seq}`,
  );
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
