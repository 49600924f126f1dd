import type { ChannelState } from "./state";

/** Notes a revision that was seen. Revisions after a gap are kept separately. */
export function noteRev(state: ChannelState, rev: number): ChannelState {
  if (rev <= state.seenRev || state.revsAfterGap.includes(rev)) return state;
  const above = [...state.revsAfterGap, rev].sort((a, b) => a - b);
  const after = absorbRevs(state, state.seenRev, above);
  // Messages from `sync` do not say whom they mention. After a `sync`, `told` therefore stays behind.
  return state.told === state.seenRev ? { ...after, told: after.seenRev } : after;
}

/** Every revision up to `rev` is now known, for example after a complete response to `sync`. */
export function raiseCursor(state: ChannelState, rev: number): ChannelState {
  if (rev <= state.seenRev) return state;
  return absorbRevs(state, rev, state.revsAfterGap);
}

/** Whether revisions are missing below one that was seen. */
export function hasRevGap(state: ChannelState): boolean {
  return state.revsAfterGap.length > 0;
}

/** The highest revision that is known to exist. The next `sync` must at least reach it. */
export function highestRev(state: ChannelState): number {
  return Math.max(state.seenRev, state.revsAfterGap.at(-1) ?? 0);
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
  return { ...state, channel, seenRev, revsAfterGap: above.slice(taken) };
}
