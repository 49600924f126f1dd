import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { ChannelChange } from "@/lib/api-types";
import { noMembership } from "../access/rules";
import { type ChannelRow, channelColumns, forEveryone, toChannel } from "./channel-row";

/** Channels as they stand now, in one statement; the caller tells each only to those who joined it. */
export async function readChannelChanges(ids: string[]): Promise<ChannelChange[]> {
  const found = await rows<ChannelRow>(sql`
    SELECT ${channelColumns} FROM channel c ${noMembership}
    WHERE c.id IN (SELECT jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`);
  return found.map((row) => forEveryone(toChannel(row)));
}
