import { performance } from "node:perf_hooks";
import { type Database, db } from "@/db/client";
import type { Receipt } from "@/lib/api-types";
import { logger } from "@/lib/logger";
import { type AuditDraft, recordEvent, recordReceipt } from "./record";
import { type CutReport, type CutNotice, realtime } from "../realtime";
import { endTurn } from "@/lib/current-turn";
import { currentArrival, noteCommitted } from "./requests";
import { cutUnconfirmed } from "./say-committed";

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** What a loss of access comes to, decided inside its transaction. */
export type Loss = GatesLost | GuestLost;

interface AnyLoss {
  /** One for each whom it concerns. */
  events: AuditDraft[];
  /** The time of the loss, where that is another than the one of its record: it stood already, or came by itself. */
  at?: Date;
  /** How many open invitations were withdrawn with it. */
  invites?: number;
}

/** A channel, a role, a session: whoever stands behind these gates is decided anew. */
export interface GatesLost extends AnyLoss {
  /** Gate rooms to cut. Empty when the change took nothing away. */
  rooms: string[];
  notice: CutNotice;
}

/** All that a guest had, for the reason that they are told. */
export interface GuestLost extends AnyLoss {
  guestId: string;
  reason: string;
}

/**
 * The one way to lose access: lock, expiry, removal, a channel taken away, a member removed or demoted,
 * sign-out. Commits the loss with its record, then cuts here, then everywhere, then confirms.
 * @param commit makes the change in the transaction and says what it came to
 * @throws AppError whatever `commit` throws; UNAVAILABLE when the loss stands but the cut or its record
 *   could not be completed, and then says so
 */
export async function revoke(commit: (tx: Transaction) => Promise<Loss>): Promise<Receipt> {
  const started = currentArrival() ?? performance.now();
  const { loss, record } = await db().transaction(async (tx) => {
    const loss = await commit(tx);
    return { loss, record: await recordLoss(tx, loss) };
  });
  noteCommitted();
  return confirmLoss(loss, record, started);
}

/** What is on record of a loss. */
export interface LossRecord {
  eventIds: string[];
  /** By the database's clock. */
  at: Date;
}

/** Puts a loss on record in its transaction. */
export async function recordLoss(tx: Transaction, { events, at }: Loss): Promise<LossRecord> {
  const recorded = [];
  for (const event of events) recorded.push(await recordEvent(event, tx));
  return {
    eventIds: recorded.map(({ id }) => id),
    // Without an event nothing is lost, and no receipt is kept.
    at: at ?? recorded[0]?.at ?? new Date(),
  };
}

/**
 * The rest of a loss, after its commit: cuts here, then everywhere, and keeps what it came to with its events.
 * @param started when it was asked for, in milliseconds of the monotonic clock
 * @throws AppError UNAVAILABLE, which says that the loss stands
 */
export async function confirmLoss(
  loss: Loss,
  { eventIds, at }: LossRecord,
  started: number,
): Promise<Receipt> {
  // What follows waits for other nodes, one that stands still may be among them: nobody else's revocation does.
  endTurn();
  try {
    const report = await cut(loss);
    const receipt: Receipt = {
      ...report,
      elapsedMs: Math.round(performance.now() - started),
      at: at.toISOString(),
      invites: loss.invites ?? 0,
    };
    if (takesNothing(loss)) return receipt;
    for (const eventId of eventIds) await recordReceipt(eventId, receipt);
    return receipt;
  } catch (error) {
    const { events: _, at: __, ...what } = loss;
    logger().error({ err: error, ...what }, "cut after a committed loss of access failed");
    throw cutUnconfirmed();
  }
}

function cut(loss: Loss): Promise<CutReport> | CutReport {
  if ("guestId" in loss) return realtime().cutGuest(loss.guestId, loss.reason);
  if (!takesNothing(loss)) return realtime().cut(loss.rooms, loss.notice);
  return { connections: 0, nodes: { expected: 0, confirmed: 0 }, confirmed: true };
}

const takesNothing = (loss: Loss) => "rooms" in loss && loss.rooms.length === 0;
