import type { Page } from "./apply-page";
import type { ChannelState } from "./state";

/** A range of seqs, both ends included. */
export interface Stretch {
  from: number;
  to: number;
}

/** The seqs directly before and after a page, as far as they are known. */
export interface Bounds {
  after?: number | undefined;
  before?: number | undefined;
}

/**
 * Notes the seqs that a page leaves out. Their messages are hidden from the user, for example those of a direct
 * conversation from before the user was in it. Requesting them again would bring nothing.
 */
export function noteBlanks(state: ChannelState, page: Page, { after, before }: Bounds) {
  const seqs = [after, ...page.messages.map(({ seq }) => seq), before];
  const known = seqs.filter((seq) => seq !== undefined);
  const passed = known.flatMap((seq, index) => {
    const next = known[index + 1] ?? 0;
    return next > seq + 1 ? [{ from: seq + 1, to: next - 1 }] : [];
  });
  const fresh = passed.filter(({ from, to }) => !isBlank(state.blanks, from, to));
  return fresh.length === 0 ? state : { ...state, blanks: [...state.blanks, ...fresh] };
}

/** The seq after the newest message, which such a page ends with. */
export function beyondNewest({ asOf }: Page): number | undefined {
  return asOf && asOf.seq + 1;
}

/** Whether every message in this range is hidden from the user. */
export function isBlank(blanks: readonly Stretch[], from: number, to: number): boolean {
  for (let seq = from; seq <= to; ) {
    const stretch = blanks.find((one) => one.from <= seq && seq <= one.to);
    if (!stretch) return false;
    seq = stretch.to + 1;
  }
  return true;
}
