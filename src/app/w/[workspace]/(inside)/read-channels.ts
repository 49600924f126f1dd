import { cache } from "react";
import { listChannels } from "@/core/channels/list-channels";

/**
 * The channels, read once for a request and shared by layout and page. A page reads its messages after them: a change
 * in between is then in the messages, or comes with the first `sync`.
 */
export const readChannels = cache(listChannels);
