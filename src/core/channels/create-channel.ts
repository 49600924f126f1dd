import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { membersRoom, personRoom } from "@/lib/rooms";
import { explainRefusal } from "../access/explain-refusal";
import { liveAccess } from "../access/guards";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { conflict, sqlState, UNIQUE_VIOLATION } from "../errors";
import { realtime } from "../realtime";
import { forEveryone, readChannel } from "./channel-row";

export interface NewChannel {
  name: string;
  visibility: "public" | "private";
  topic?: string | undefined;
}

/**
 * Makes a channel. The person who makes it has joined it.
 * @throws AppError FORBIDDEN, CONFLICT (the name is taken)
 */
export async function createChannel(principal: Principal, wish: NewChannel): Promise<Channel> {
  assertCan(principal, "channel.create");
  const id = uuidv7();
  await insertChannel(principal, id, wish);
  const channel = await readChannel(id, principal.userId);
  if (channel.visibility === "public") {
    // The maker gets it with their own settings, from the call of `widen` below.
    const news = { channel: forEveryone(channel) };
    const except = personRoom(principal.workspace.id, principal.userId);
    realtime().publish(membersRoom(principal.workspace.id), "channel:created", news, { except });
  }
  await realtime().widen([{ workspaceId: principal.workspace.id, userId: principal.userId }]);
  return channel;
}

async function insertChannel(principal: Principal, id: string, wish: NewChannel): Promise<void> {
  try {
    const made = await rows(sql`
      WITH ${liveAccess(principal)},
      made AS (
        INSERT INTO channel (id, workspace_id, name, topic, visibility, created_by)
        SELECT ${id}, ${principal.workspace.id}, ${wish.name}, ${wish.topic ?? ""}, ${wish.visibility},
          ${principal.userId} FROM live_access RETURNING id)
      INSERT INTO channel_member (channel_id, user_id)
      SELECT made.id, ${principal.userId} FROM made RETURNING channel_id`);
    if (made.length === 0) throw await explainRefusal(principal, "Workspace");
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) {
      throw conflict("There is a channel with this name already. Choose another name.");
    }
    throw error;
  }
}
