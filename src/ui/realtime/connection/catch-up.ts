import type { Ready } from "@/lib/socket-events";
import type { Connection } from "./connection";
import { dropWindow } from "../store/apply-channels";
import { applySync, nextCursors } from "../store/apply-page";
import { hasRevGap, highestRev } from "../store/revisions";
import { type ChannelState, type RealtimeState, replaceChannel } from "../store/state";
import type { Observable } from "../observable";

/** A gap of more changes than this is not filled: the newest page is loaded instead. */
const LONG_GAP = 1_000;
const AT_A_TIME = 500;
/** Events of several nodes may overtake each other by a little; that is not a hole yet. */
const PATIENCE = 200;
const AFTER_FAILURE = 3_000;

export interface CatchUp {
  /** Asks for all that was missed while there was no connection. */
  afterReady(ready: Ready): Promise<void>;
  /** Asks for one channel, as after joining it. */
  channel(id: string): Promise<void>;
  /** Looks for holes a little later; called after every event. */
  watch(patience?: number): void;
  stop(): void;
}

/** Fills what is missing by `sync`, one question at a time. */
export function createCatchUp(state: Observable<RealtimeState>, connection: Connection): CatchUp {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> = Promise.resolve();

  function enqueue(work: () => Promise<void>): Promise<void> {
    asking = asking.then(work);
    return asking;
  }

  async function fill(ids: string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += AT_A_TIME) {
      await fillSome(ids.slice(start, start + AT_A_TIME));
    }
  }

  async function fillSome(ids: string[]): Promise<void> {
    const known = pickChannels(state.get(), ids);
    const targets = Object.fromEntries(
      known.map((one) => [one.channel.id, Math.max(one.channel.lastRev, highestRev(one))]),
    );
    let cursors = Object.fromEntries(known.map((one) => [one.channel.id, one.seenRev]));
    while (Object.keys(cursors).length > 0) {
      const answer = await connection.call("sync", { cursors });
      if (!answer?.ok) return watch(AFTER_FAILURE);
      const asked = pick(targets, Object.keys(cursors));
      state.update((before) => applySync(before, answer.data, asked));
      cursors = nextCursors(cursors, answer.data);
    }
  }

  function watch(patience = PATIENCE): void {
    if (timer !== undefined || !connection.isReady()) return;
    timer = setTimeout(() => {
      timer = undefined;
      const behind = Object.values(state.get().channels).filter(isBehind);
      if (behind.length > 0) void enqueue(() => fill(behind.map((one) => one.channel.id)));
    }, patience);
  }

  return {
    watch,
    channel: (id) => enqueue(() => fill([id])),
    afterReady: (ready) =>
      enqueue(() => {
        state.update((before) => raiseTo(before, ready));
        const stale = Object.values(state.get().channels).filter(
          (one) => isBehind(one) || one.from !== null,
        );
        return fill(stale.map((one) => one.channel.id));
      }),
    stop: () => clearTimeout(timer),
  };
}

function isBehind(one: ChannelState): boolean {
  return hasRevGap(one) || (one.channel.joined && one.seenRev < one.channel.lastRev);
}

/** Notes where every channel stands now, and gives up the windows that are too far behind. */
function raiseTo(before: RealtimeState, ready: Ready): RealtimeState {
  return ready.channels.reduce(
    (state, { id, lastSeq, lastRev }) =>
      replaceChannel(state, id, (channel) => {
        if (lastRev - channel.seenRev > LONG_GAP) return dropWindow(channel, lastSeq, lastRev);
        return {
          ...channel,
          channel: {
            ...channel.channel,
            lastSeq: Math.max(channel.channel.lastSeq, lastSeq),
            lastRev: Math.max(channel.channel.lastRev, lastRev),
          },
        };
      }),
    before,
  );
}

function pickChannels(state: RealtimeState, ids: string[]): ChannelState[] {
  return ids.flatMap((id) => state.channels[id] ?? []);
}

function pick(from: Record<string, number>, ids: string[]): Record<string, number> {
  return Object.fromEntries(ids.map((id) => [id, from[id] ?? 0]));
}
