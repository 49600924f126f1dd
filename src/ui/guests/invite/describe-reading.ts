import type { Channel, EarlierMessages } from "@/lib/api-types";
import type { ChosenChannel } from "./invite-draft";

/** From when on somebody reads who does not read everything: from when they join, or from this change on. */
export type Since = "joining" | "now";

interface Reading {
  chosen: ChosenChannel[];
  channels: Channel[];
  since: Since;
  /** What stands in the channels that are read from their beginning. */
  earlier: EarlierMessages | null | undefined;
}

/** What a guest would read of what was said before they join. */
export function describeReading({ chosen, channels, since, earlier }: Reading): string {
  const named = (history: ChosenChannel["history"]) =>
    channels.filter(({ id }) => chosen.some((one) => one.id === id && one.history === history));
  const whole = named("all");
  const later = named("joining");
  const count = whole.length > 0 && earlier !== undefined ? countMessages(earlier) : null;
  const parts: string[] = [];
  if (count) {
    parts.push(`They will read ${count}${later.length > 0 ? ` in ${nameAll(whole)}` : ""}.`);
  }
  if (later.length > 0) {
    const from = since === "now" ? "from now on" : "after they join";
    parts.push(`In ${nameAll(later)} they read only what is said ${from}.`);
  }
  return parts.join(" ");
}

/** Null if there are none. */
function countMessages(earlier: EarlierMessages | null): string | null {
  const { count, isMore } = earlier ?? { count: 0, isMore: true };
  if (count === 0) return isMore ? "all earlier messages" : null;
  const number = `${isMore ? "more than " : ""}${count.toLocaleString("en-GB")}`;
  return `${number} earlier ${count === 1 && !isMore ? "message" : "messages"}`;
}

function nameAll(channels: Channel[]): string {
  if (channels.length > 3) return `${channels.length} channels`;
  return new Intl.ListFormat("en-GB").format(channels.map(({ name }) => `#${name}`));
}
