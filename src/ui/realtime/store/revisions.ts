import type { ChannelState } from "./state";

/** Notes a revision that was seen, keeping apart those beyond a hole. */
export function noteRev(state: ChannelState, rev: number): ChannelState {
  if (rev <= state.seenRev || state.revsAbove.includes(rev)) return state;
  const above = [...state.revsAbove, rev].sort((a, b) => a - b);
  const after = absorbRevs(state, state.seenRev, above);
  // What `sync` has brought does not say whom it mentions: then it stays where it was.
  return state.told === state.seenRev ? { ...after, told: after.seenRev } : after;
}

/** Everything up to `rev` is known now, as after a complete answer to `sync`. */
export function raiseCursor(state: ChannelState, rev: number): ChannelState {
  if (rev <= state.seenRev) return state;
  return absorbRevs(state, rev, state.revsAbove);
}

export function hasHole(state: ChannelState): boolean {
  return state.revsAbove.length > 0;
}

/** The highest revision known to exist: what the next `sync` must reach at least. */
export function highestRev(state: ChannelState): number {
  return Math.max(state.seenRev, state.revsAbove.at(-1) ?? 0);
}

function absorbRevs(state: ChannelState, cursor: number, above: readonly number[]): ChannelState {
  let seenRev = cursor;
  let taken = 0;
  for (const rev of above) {
    if (rev > seenRev + 1) break;
    seenRev = Math.max(seenRev, rev);
    taken += 1;
  }
  const lastRev = Math.max(state.channel.lastRev, seenRev, above.at(-1) ?? 0);
  const channel = lastRev === state.channel.lastRev ? state.channel : { ...state.channel, lastRev };
  return { ...state, channel, seenRev, revsAbove: above.slice(taken) };
}
