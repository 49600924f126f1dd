import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { visible } from "../access/queries";
import { type ChannelRow, channelColumns, toChannel } from "./channel-row";

/** The channels that the principal can see, by name. */
export async function listChannels(principal: Principal): Promise<Channel[]> {
  const found = await rows<ChannelRow>(sql`
    SELECT ${channelColumns} FROM channel c
    LEFT JOIN channel_member mine ON mine.channel_id = c.id AND mine.user_id = ${principal.userId}
    WHERE ${visible(principal)} ORDER BY lower(c.name)`);
  return found.map(toChannel);
}
