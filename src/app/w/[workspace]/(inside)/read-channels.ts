import { cache } from "react";
import { listChannels } from "@/core/channels/list-channels";

/** The channels, read once for a request and shared by layout and page. */
export const readChannels = cache(listChannels);
