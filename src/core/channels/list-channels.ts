import { sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { ownMembership, visible } from "../access/rules";
import { channelColumns, toChannel } from "./channel-row";

/** Lists the channels that the principal can see, by name. */
export async function listChannels(principal: Principal): Promise<Channel[]> {
  const found = await rowsOf(
    channelColumns,
    (list) => sql`SELECT ${list} FROM channel c ${ownMembership(principal.userId)}
      WHERE ${visible(principal)} ORDER BY lower(c.name)`,
  );
  return found.map(toChannel);
}
