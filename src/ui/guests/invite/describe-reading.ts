import type { Channel } from "@/lib/api-types";
import type { ChosenChannel } from "./invite-draft";

/** From when on somebody reads who does not read everything: from when they join, or from this change on. */
export type Since = "joining" | "now";

/**
 * What a guest would read of what was said before they join. The places of a channel rise by one without a gap, so the
 * last one, which the server says, is the number of its messages.
 */
export function describeReading(
  chosen: ChosenChannel[],
  channels: Channel[],
  since: Since,
): string {
  const found = chosen.flatMap(({ id, history }) => {
    const channel = channels.find((one) => one.id === id);
    return channel ? [{ channel, history }] : [];
  });
  const whole = found.filter(({ history }) => history === "all");
  const later = found.filter(({ history }) => history === "joining");
  const past = whole.reduce((sum, { channel }) => sum + channel.lastSeq, 0);
  const messages = `${past.toLocaleString("en-GB")} earlier ${past === 1 ? "message" : "messages"}`;
  const parts: string[] = [];
  if (past > 0) {
    parts.push(`They will read ${messages}${later.length > 0 ? ` in ${nameAll(whole)}` : ""}.`);
  }
  if (later.length > 0) {
    parts.push(
      `In ${nameAll(later)} they read only what is said ${since === "now" ? "from now on" : "after they join"}.`,
    );
  }
  return parts.join(" ");
}

function nameAll(channels: { channel: Channel }[]): string {
  if (channels.length > 3) return `${channels.length} channels`;
  return new Intl.ListFormat("en-GB").format(channels.map(({ channel }) => `#${channel.name}`));
}
