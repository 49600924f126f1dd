import type { Guest, GuestChannel } from "@/lib/api-types";
import { fromLocalInput, toLocalInput } from "./access-length";

/** How much of a channel's history a guest reads, as it is chosen. `usual` is what the workspace gives. */
export type HistoryChoice = "usual" | "all" | "joining" | "date";

/** The terms of one channel, as the fields show them. */
export interface TermsChoice {
  history: HistoryChoice;
  /** The value of the date field: since when they read. */
  from: string;
  /** The value of the date field: until when they are in the channel. Empty: no end of its own. */
  until: string;
}

/** What is sent of a channel. Terms that were not changed are left out, and stay as they are to the second. */
export interface ChannelWish {
  id: string;
  history?: string;
  expiresAt?: string | null;
}

export function readChoice(terms: GuestChannel | undefined): TermsChoice {
  if (!terms) return { history: "usual", from: "", until: "" };
  const { historyFrom, expiresAt } = terms;
  return {
    history: historyFrom ? "date" : "all",
    from: historyFrom ? toLocalInput(new Date(historyFrom)) : "",
    until: expiresAt ? toLocalInput(new Date(expiresAt)) : "",
  };
}

export function toWish(id: string, choice: TermsChoice, before: TermsChoice): ChannelWish {
  const history = choice.history === "date" ? fromLocalInput(choice.from) : choice.history;
  const isSame = choice.history === before.history && choice.from === before.from;
  return {
    id,
    ...(!isSame && history && history !== "usual" && { history }),
    ...(choice.until !== before.until && { expiresAt: fromLocalInput(choice.until) }),
  };
}

/**
 * Whether what is sent takes something away: a part of the history, or time.
 * @param joinedAt when the guest joined. Nothing says when they came into this channel, which may have been later.
 */
export function takesAway(
  { history, expiresAt }: ChannelWish,
  terms: GuestChannel | undefined,
  joinedAt: string,
): boolean {
  if (!terms) return false;
  const from = history === "joining" ? joinedAt : history;
  const less = from !== undefined && from !== "all" && from > (terms.historyFrom ?? "");
  const end = terms.expiresAt;
  const sooner = typeof expiresAt === "string" && (end === null || expiresAt < end);
  return less || sooner;
}

export const termsOf = (guest: Guest, id: string): GuestChannel | undefined =>
  guest.channels.find((channel) => channel.id === id);
