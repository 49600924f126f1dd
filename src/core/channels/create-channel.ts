import type { z } from "zod";
import { type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import type { Channel } from "@/lib/api-types";
import { membersRoom, personRoom } from "@/lib/rooms";
import { nameKey } from "@/lib/name-key";
import type { newChannelInput } from "@/lib/inputs/chat";
import { admit } from "../access/admit";
import { readRefusal } from "../access/read-refusal";
import { liveAccess } from "../access/guards";
import { giveMembership } from "../access/memberships";
import { assertCan } from "../access/policy";
import type { Principal } from "../access/principal";
import { conflict, sqlState, UNIQUE_VIOLATION } from "../errors";
import { realtime } from "../realtime";
import { forEveryone, readChannel } from "./channel-row";

export type NewChannel = z.infer<typeof newChannelInput>;

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
    // The maker has it already, with their own settings: `admit` has made their connections join it.
    const news = { channel: forEveryone(channel) };
    const except = personRoom(principal.workspace.id, principal.userId);
    realtime().publish(membersRoom(principal.workspace.id), "channel:created", news, { except });
  }
  return channel;
}

async function insertChannel(principal: Principal, id: string, wish: NewChannel): Promise<void> {
  const { userId, workspace } = principal;
  try {
    await admit(async (tx) => {
      const made = await rows(insertStatement(principal, id, wish), tx);
      if (made.length === 0) throw await readRefusal(principal, "Workspace", undefined, tx);
      return { events: [], gained: [{ workspaceId: workspace.id, userId }] };
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) {
      throw conflict("There is a channel with this name already. Choose another name.");
    }
    throw error;
  }
}

function insertStatement(principal: Principal, id: string, wish: NewChannel): SQL {
  const { userId, workspace } = principal;
  return sql`WITH ${liveAccess(principal)},
    made AS (
      INSERT INTO channel (id, workspace_id, name, name_key, topic, visibility, created_by)
      SELECT ${id}, ${workspace.id}, ${wish.name}, ${nameKey(wish.name)}, ${wish.topic ?? ""}, ${wish.visibility}, ${userId}
      FROM live_access RETURNING id)
    ${giveMembership(sql`SELECT made.id, ${userId}, 0 FROM made`)} RETURNING channel_id`;
}
