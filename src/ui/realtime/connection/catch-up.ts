import { markRevisions, writeMarks } from "@/lib/marks";
import type { Ready } from "@/lib/socket-events";
import type { Connection } from "./connection";
import { dropWindow } from "../store/apply-channels";
import { applySync, nextCursors } from "../store/apply-page";
import { hasRevGap, highestRev } from "../store/revisions";
import { type ChannelState, type RealtimeState, replaceChannel } from "../store/state";
import type { Observable } from "../observable";

/** A gap of more changes than this is not filled: the newest page is loaded instead. */
const LONG_GAP = 1_000;
const MAX_CHANNELS = 500;
/** Events of several nodes may overtake each other a little. A short gap is not a loss yet. */
const PATIENCE_MS = 200;
const RETRY_MS = 3_000;

/** How far the page knows the channels of which `ready` speaks. What it has not seen of that is behind, and asked for. */
export function describeRevisions({ channels }: Pick<RealtimeState, "channels">): string {
  const all = Object.values(channels).map(({ channel }) => channel);
  return writeMarks(markRevisions(all.filter(({ joined }) => joined)));
}

export interface CatchUp {
  /** Asks for all that was missed while there was no connection. */
  afterReady(ready: Ready): Promise<void>;
  /** Asks for one channel, as after joining it. */
  channel(id: string): Promise<void>;
  /** Looks for gaps a little later; called after every event. */
  watch(patienceMs?: number): void;
  stop(): void;
}

/** Fills gaps by `sync`, one request at a time. */
export function createCatchUp(state: Observable<RealtimeState>, connection: Connection): CatchUp {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: Promise<void> = Promise.resolve();

  function enqueue(work: () => Promise<void>): Promise<void> {
    asking = asking.then(work);
    return asking;
  }

  async function fill(ids: string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += MAX_CHANNELS) {
      await fillSome(ids.slice(start, start + MAX_CHANNELS));
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
      if (!answer?.ok) return watch(RETRY_MS);
      const asked = pick(targets, Object.keys(cursors));
      state.update((before) => applySync(before, answer.data, asked));
      cursors = nextCursors(cursors, answer.data);
    }
  }

  function watch(patienceMs = PATIENCE_MS): void {
    if (timer !== undefined || !connection.isReady()) return;
    timer = setTimeout(() => {
      timer = undefined;
      const behind = Object.values(state.get().channels).filter(isBehind);
      if (behind.length > 0) void enqueue(() => fill(behind.map((one) => one.channel.id)));
    }, patienceMs);
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

/** Notes the latest `seq` and `rev` of every channel, and drops the messages of channels that are too far behind. */
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
