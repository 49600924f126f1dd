import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import type { Principal } from "../access/principal";
import { guestCounts, ownMembership, visible } from "../access/rules";
import { channelColumns, toChannel } from "./channel-row";

/** Lists the channels that the principal can see, by name. */
export const listChannels = (principal: Principal): Promise<Channel[]> =>
  listChannelsWhere(principal, sql`true`);

/** How many guests are in a channel that is joined with `guestCounts` as `guests`. */
export const countedGuests = sql<number>`coalesce(guests.count, 0)`;

const columns = { ...channelColumns, guestCount: countedGuests };

/** As `listChannels`, but only those channels `c` for which a condition is true. */
export async function listChannelsWhere(principal: Principal, which: SQL): Promise<Channel[]> {
  const found = await rowsOf(
    columns,
    (list) => sql`SELECT ${list} FROM channel c ${ownMembership(principal.userId)}
      LEFT JOIN ${guestCounts(principal.workspace.id)} guests ON guests.channel_id = c.id
      WHERE ${visible(principal)} AND ${which} ORDER BY lower(c.name)`,
  );
  return found.map(toChannel);
}
