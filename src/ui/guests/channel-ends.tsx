import type { Channel, Guest } from "@/lib/api-types";
import { Time } from "@/ui/primitives/time";
import { readChannelEnd } from "@/ui/shell/channel-end";
import { readChannelName } from "./channel-names";

const MAX_SHOWN = 2;

/** The channels in which a guest's time ends before their whole access does, the first to end first. */
export function ChannelEnds({ guest, channels }: { guest: Guest; channels: Channel[] }) {
  const ends = guest.channels
    .flatMap(({ id, expiresAt }) => {
      const at = readChannelEnd(expiresAt, guest.expiresAt);
      return at === null ? [] : [{ id, at }];
    })
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (ends.length === 0) return null;
  const more = ends.length - MAX_SHOWN;
  return (
    <ul aria-label="Channels that end before" className="mt-1 max-w-40 text-ink-soft text-meta">
      {ends.slice(0, MAX_SHOWN).map(({ id, at }) => (
        <li key={id} className="flex gap-1 whitespace-nowrap">
          <span className="min-w-0 truncate">{readChannelName(id, channels)}</span>
          <span className="shrink-0">
            until <Time at={at} show="day" />
          </span>
        </li>
      ))}
      {more > 0 && <li>and {more === 1 ? "1 other channel" : `${more} other channels`}</li>}
    </ul>
  );
}
