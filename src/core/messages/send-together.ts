import { SEND_CONNECTIONS } from "@/db/client";
import { processWide } from "@/lib/process-wide";
import { runForSystem } from "@/lib/current-turn";
import { sqlState } from "../errors";
import { inTurnApart } from "./in-order";
import { type PlainMessage, insertTogether, MOST_TOGETHER } from "./insert-together";

declare module "@/lib/process-wide" {
  interface ProcessWide {
    /** Messages that wait for the next statement. Socket handlers and routes share it. */
    departures?: Departures;
  }
}

type Inserted = Awaited<ReturnType<typeof insertTogether>>[number];

interface Passenger extends PlainMessage {
  /** Called as soon as the message is committed, before `arrive`. */
  onCommit: () => void;
  /** @param row nothing if the message is to be inserted alone */
  arrive: (row: Inserted | undefined) => void;
  fail: (error: unknown) => void;
}

/**
 * Inserts a message together with others that come at the same time, of whatever channel. Call it in the channel's turn:
 * no other change of the channel may be under way but those that call this too.
 * @param onCommit ends the channel's turn: the next statement begins before those who wait for this one go on
 * @returns nothing if it was not inserted, and is to be inserted alone
 */
export function sendTogether(message: PlainMessage, onCommit: () => void) {
  const slot = processWide();
  slot.departures ??= new Departures();
  const { departures } = slot;
  return new Promise<Inserted | undefined>((arrive, fail) => {
    departures.add({ ...message, onCommit, arrive, fail });
  });
}

class Departures {
  private waiting: Passenger[] = [];
  private running = 0;
  /** The people and channels of the statements that run. Each is in one at a time. */
  private readonly busy = new Set<string>();
  private isDue = false;

  add(passenger: Passenger): void {
    this.waiting.push(passenger);
    this.departSoon();
  }

  /** When everything that has come in by now has been handled. */
  private departSoon(): void {
    if (this.isDue) return;
    this.isDue = true;
    runForSystem(() => process.nextTick(() => this.depart()));
  }

  private depart(): void {
    this.isDue = false;
    while (this.running < SEND_CONNECTIONS) {
      const group = this.takeGroup();
      if (group.length === 0) return;
      void this.run(group);
    }
  }

  /** In the order in which they came, each person once: nobody's messages hold up those of others. */
  private takeGroup(): Passenger[] {
    const group: Passenger[] = [];
    const channels = new Set<string>();
    const people = new Set<string>();
    this.waiting = this.waiting.filter((one) => {
      const { channelId, principal } = one;
      const isLater =
        group.length >= MOST_TOGETHER || people.has(principal.userId) || this.isBusy(one);
      if (isLater) return true;
      group.push(one);
      channels.add(channelId);
      people.add(principal.userId);
      return false;
    });
    for (const key of [...channels, ...people]) this.busy.add(key);
    return group;
  }

  private isBusy({ channelId, principal }: Passenger): boolean {
    return this.busy.has(channelId) || this.busy.has(principal.userId);
  }

  private async run(group: Passenger[]): Promise<void> {
    this.running += 1;
    const rows = await insertAll(group, { waits: false });
    this.running -= 1;
    for (const { channelId, principal } of group) {
      this.busy.delete(channelId);
      this.busy.delete(principal.userId);
    }
    for (const left of byChannel(settle(group, rows))) {
      if (left.length > 1) void waitForChannel(left);
      else letGoAlone(left);
    }
    if (this.waiting.length > 0) this.departSoon();
  }
}

/** What may be inserted in spite of a lock on the channel's row: several messages of one channel wait for it together. */
async function waitForChannel(group: Passenger[]): Promise<void> {
  const [{ channelId } = { channelId: "" }] = group;
  try {
    const send = async () => letGoAlone(settle(group, await insertAll(group, { waits: true })));
    await inTurnApart(channelId, send, { key: channelId, isOutsider: false });
  } catch (error) {
    for (const one of group) one.fail(error);
  }
}

function letGoAlone(left: Passenger[]): void {
  for (const one of left) one.arrive(undefined);
}

/** @returns what was inserted, by id; an error if nobody knows */
async function insertAll(
  group: Passenger[],
  how: { waits: boolean },
): Promise<Map<string, Inserted> | Error> {
  try {
    return new Map((await insertTogether(group, how)).map((row) => [row.id, row]));
  } catch (error) {
    return isRolledBack(error) ? new Map() : (error as Error);
  }
}

/** Postgres itself has refused the statement, and the connection lasts: none of it is committed. */
function isRolledBack(error: unknown): boolean {
  const state = sqlState(error) ?? "";
  return /^[0-9A-Z]{5}$/.test(state) && !state.startsWith("08") && !state.startsWith("57P");
}

/** Ends the wait of those that were inserted. @returns the others */
function settle(group: Passenger[], rows: Map<string, Inserted> | Error): Passenger[] {
  if (rows instanceof Error) {
    for (const one of group) one.fail(rows);
    return [];
  }
  const inserted = group.filter(({ id }) => rows.has(id));
  for (const one of inserted) one.onCommit();
  // The next turns of the channels have been called before this, so the database works while these are published. Each
  // is published before the next is told, and before an answer of the database is read.
  for (const one of inserted) setImmediate(() => one.arrive(rows.get(one.id)));
  return group.filter(({ id }) => !rows.has(id));
}

function byChannel(group: Passenger[]): Passenger[][] {
  const channels = new Map<string, Passenger[]>();
  for (const one of group) {
    const others = channels.get(one.channelId);
    if (others) others.push(one);
    else channels.set(one.channelId, [one]);
  }
  return [...channels.values()];
}
