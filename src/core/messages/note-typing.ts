import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { channelRoom } from "@/lib/rooms";
import { explainRefusal } from "../access/explain-refusal";
import { door, liveAccess } from "../access/guards";
import type { Principal } from "../access/principal";
import { notFound, unavailable } from "../errors";
import { realtime } from "../realtime";
import { inOrder } from "./in-order";

/** A connection, as far as it matters here: rooms are what it was admitted to, and lose it when it is cut. */
export interface TypingConnection {
  id: string;
  rooms: ReadonlySet<string>;
}

/** What the database said longer ago than this, a node that stood still in between for one, says nothing. */
const SAID_LONG_AGO_MS = 1_000;

/**
 * Tells a channel that somebody types, or has stopped. Nothing is kept that a lock could forbid, so the access
 * is asked for, and the room looked at again in the very turn in which the others are told: a cut that could
 * not reach this node is seen in the one, a cut that did in the other. One connection's beginnings and ends
 * wait for one another.
 * @throws AppError NOT_FOUND, CONFLICT (an archived channel), GUEST_LOCKED, GUEST_EXPIRED, UNAVAILABLE
 */
export async function noteTyping(
  principal: Principal,
  connection: TypingConnection,
  { channelId, typing }: { channelId: string; typing: boolean },
): Promise<void> {
  const room = channelRoom(channelId);
  assertIn(connection, room);
  await inOrder(`typing of ${connection.id}`, async () => {
    const name = await readTypist(principal, channelId);
    assertIn(connection, room);
    const user = { id: principal.userId, name };
    const others = { except: connection.id };
    realtime().publish(room, "typing:updated", { channelId, user, typing }, others);
  });
}

function assertIn({ rooms }: TypingConnection, room: string): void {
  if (!rooms.has(room)) throw notFound("Channel");
}

/**
 * With the locks of a change: a lock under way is waited for, and one that comes later answers later.
 * @returns what they are called now, who may have been called otherwise when they connected
 */
async function readTypist(principal: Principal, channelId: string): Promise<string> {
  const asked = performance.now();
  const [typist] = await rows<{ name: string }>(sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)}
    SELECT u.name FROM door JOIN "user" u ON u.id = ${principal.userId}`);
  if (!typist) throw await explainRefusal(principal, "Channel", channelId);
  if (performance.now() - asked > SAID_LONG_AGO_MS) throw unavailable();
  return typist.name;
}
