import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { channelRoom, gateRoom } from "@/lib/rooms";
import { readRefusal } from "../access/read-refusal";
import { door, liveAccess } from "../access/guards";
import { can } from "../access/policy";
import type { Principal } from "../access/principal";
import { notFound, unavailable } from "../errors";
import { realtime } from "../realtime";
import { inOrder } from "./in-order";

/** The part of a connection that is used here: the rooms that it has joined. It loses them when it is cut. */
export interface TypingConnection {
  id: string;
  rooms: ReadonlySet<string>;
}

/**
 * If the answer of the database is older than this, it is not used. The node may have been frozen meanwhile, for
 * example.
 */
const SAID_LONG_AGO_MS = 1_000;

/**
 * Publishes to a channel that somebody types or has stopped: one in which they could send, so also a public channel that
 * they have not joined. Nothing is written, so no statement can enforce access here. Instead, access is read, and then
 * the connection's rooms are checked in the same step of the event loop in which the event is published. The statement
 * sees a cut that could not reach this node; the check sees one that did. The starts and stops of one connection wait for
 * one another.
 * @throws AppError NOT_FOUND, CONFLICT (an archived channel), GUEST_LOCKED, GUEST_EXPIRED, UNAVAILABLE
 */
export async function noteTyping(
  principal: Principal,
  connection: TypingConnection,
  { channelId, typing }: { channelId: string; typing: boolean },
): Promise<void> {
  const room = channelRoom(channelId);
  const mayLookIn = can(principal, "channel.join");
  if (!mayLookIn) assertIn(connection, room);
  await inOrder(`typing of ${connection.id}`, async () => {
    const { name, joins } = await readTypist(principal, channelId);
    assertIn(connection, joins ? gateRoom(principal.as, principal.id) : room);
    const user = { id: principal.userId, name };
    const others = { except: connection.id };
    realtime().publish(room, "typing:updated", { channelId, user, typing }, others);
  });
}

function assertIn({ rooms }: TypingConnection, room: string): void {
  if (!rooms.has(room)) throw notFound("Channel");
}

/**
 * Reads the principal's access with the locks of a change: a revocation in progress is waited for, and a later one is
 * answered only after this.
 * @returns the current name of the principal, who may have been renamed since they connected, and whether they are not in
 *   the channel yet
 */
async function readTypist(
  principal: Principal,
  channelId: string,
): Promise<{ name: string; joins: boolean }> {
  const asked = performance.now();
  const [typist] = await rows<{ name: string; joins: boolean }>(sql`
    WITH ${liveAccess(principal)}, ${door(principal, sql`${channelId}`)}
    SELECT u.name, door.joins FROM door JOIN "user" u ON u.id = ${principal.userId}`);
  if (!typist) throw await readRefusal(principal, "Channel", channelId);
  if (performance.now() - asked > SAID_LONG_AGO_MS) throw unavailable();
  return typist;
}
