import { performance } from "node:perf_hooks";
import { type Database, db } from "@/db/client";
import type { Guest, Receipt } from "@/lib/api-types";
import { endTurn } from "@/lib/current-turn";
import { logger } from "@/lib/logger";
import {
  type AccessNews,
  type Cut,
  type CutReport,
  type GatesCut,
  type PersonIn,
  realtime,
} from "../realtime";
import { type AuditDraft, type Recorded, recordEvents, recordReceipts } from "./record";
import { currentArrival, noteCommitted } from "./requests";
import { cutUnconfirmed } from "./say-committed";

export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** What a change of access does, decided inside its transaction. The rest is done with it after the commit. */
export interface Change {
  /** What goes on record: one event for each person concerned. */
  events: AuditDraft[];
  /** Who is cut: one cut, or many at once. */
  cut?: Cut | Cut[];
  /** The time of the loss, if it is not that of its record: the loss was there already, or came by time. */
  at?: Date;
  /** The open invitations that were withdrawn with it. */
  withdrawn?: string[];
  /** Those whose connections join the rooms of what they gained. */
  gained?: PersonIn[];
  /** What others are told. Without it, only those who are cut notice the change. */
  news?: AccessNews;
}

export interface Loss extends Change {
  cut: Cut | Cut[];
}

export interface GatesLoss extends Change {
  cut: GatesCut;
}

/** What was done with a change after its commit. */
export interface CarriedOut {
  /** One for all who were cut. */
  receipt: Receipt;
  /** The guests whose access changed, as the admins were told; without those who are no guests now. */
  guests: Guest[];
  /** The only one of them, or the first; null if there is none. */
  guest: Guest | null;
}

/**
 * The only function by which access is lost: lock, expiry, removal, a channel taken away, a member removed or demoted,
 * sign-out. It commits the loss with its record, cuts on this node and then on every other node, and stores the
 * receipt. Then it notifies the channels, the people and the admins concerned.
 * @param commit locks the people concerned exclusively, makes the change in the transaction and returns what it did
 * @returns what `commit` returned, with the receipt
 * @throws AppError whatever `commit` throws; UNAVAILABLE when the loss is committed but the cut or its record could not
 *   be completed, and its message says so
 */
export async function revoke<L extends Loss>(
  commit: (tx: Transaction) => Promise<L>,
): Promise<L & CarriedOut> {
  const started = currentArrival() ?? performance.now();
  const committed = await commitOnRecord(commit);
  noteCommitted();
  return { ...committed.change, ...(await carryOut(committed, started)) };
}

interface Committed<C extends Change> {
  change: C;
  events: Recorded[];
  /** The time of the change, by the database's clock. */
  at: Date;
}

/** Makes a change and puts it on record, in one transaction. */
export async function commitOnRecord<C extends Change>(
  commit: (tx: Transaction) => Promise<C>,
): Promise<Committed<C>> {
  const { change, events } = await db().transaction(async (tx) => {
    const change = await commit(tx);
    return { change, events: await recordEvents(change.events, tx) };
  });
  // Without an event nothing is lost, and no receipt is stored.
  const recordedAt = events[0]?.at ? new Date(events[0].at) : new Date();
  return { change, events, at: change.at ?? recordedAt };
}

/**
 * The rest of a change, after its commit. First the cut, on this node and then on every other one. Then those who
 * gained something join its rooms. Then everybody concerned is told how things are now. The receipt is stored before
 * that, because the admins are told of it.
 * @param started when the change was asked for, in milliseconds of the monotonic clock
 * @throws AppError UNAVAILABLE, which says that the change is committed
 */
export async function carryOut(committed: Committed<Change>, started: number): Promise<CarriedOut> {
  const { gained = [], news, withdrawn = [] } = committed.change;
  if (asksOtherNodes(committed.change)) endTurn();
  const receipt = await cutAndConfirm(committed, started);
  if (gained.length > 0) await realtime().widen(gained);
  const inviteIds = [...(news?.inviteIds ?? []), ...withdrawn];
  const guests = news ? await realtime().tell({ ...news, inviteIds }) : [];
  return { receipt, guests, guest: guests[0] ?? null };
}

/**
 * One of the nodes that are asked may be suspended. Other people's revocations must not wait for it too: the turn ends.
 */
function asksOtherNodes(change: Change): boolean {
  const { who = [] } = change.news ?? {};
  return takesSomething(change) || [who].flat().some(({ as }) => as === "guest");
}

async function cutAndConfirm(
  { change, events, at }: Committed<Change>,
  started: number,
): Promise<Receipt> {
  try {
    const cuts = cutsOf(change);
    const report = cuts.length > 0 ? await realtime().cut(cuts) : NOBODY_CUT;
    const receipt: Receipt = {
      ...report,
      elapsedMs: Math.round(performance.now() - started),
      at: at.toISOString(),
      invites: change.withdrawn?.length ?? 0,
    };
    if (cuts.length === 0) return receipt;
    await recordReceipts(events, receipt);
    return receipt;
  } catch (error) {
    logger().error({ err: error, cut: change.cut }, "cut after a committed loss of access failed");
    throw cutUnconfirmed();
  }
}

/** Those of a change's cuts that reach somebody. */
function cutsOf({ cut = [] }: Change): Cut[] {
  return [cut].flat().filter((one) => "guestId" in one || one.rooms.length > 0);
}

function takesSomething(change: Change): boolean {
  return cutsOf(change).length > 0;
}

const NOBODY_CUT: CutReport = {
  connections: 0,
  nodes: { expected: 0, confirmed: 0 },
  confirmed: true,
};
