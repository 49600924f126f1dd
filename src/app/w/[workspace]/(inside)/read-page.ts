import { cache } from "react";
import { listMessages } from "@/core/messages/list-messages";
import type { Principal } from "@/core/access/principal";
import type { MessagePage } from "@/lib/api-types";
import { readChannels } from "./read-channels";

const FIRST_PAGE = 60;

/**
 * The newest messages of a channel, read once for a request and shared by layout and page. They are read after the
 * channels: a change in between is then in the messages, or comes with the first `sync`.
 * @throws AppError NOT_FOUND
 */
export const readPage = cache(
  async (principal: Principal, channelId: string): Promise<MessagePage> => {
    await readChannels(principal);
    return listMessages(principal, { channelId, limit: FIRST_PAGE });
  },
);
