import type { Channel } from "@/lib/api-types";
import { Tooltip } from "@/ui/primitives/tooltip";

const MAX_SHOWN = 2;

interface ChannelNamesProps {
  ids: string[];
  channels: Channel[];
  /** There is room: long names are not shortened. */
  whole?: boolean;
}

/** The names of the first channels, and the number of the others. The number lists their names on hover and focus. */
export function ChannelNames({ ids, channels, whole = false }: ChannelNamesProps) {
  const names = ids.map((id) => readChannelName(id, channels));
  const rest = names.slice(MAX_SHOWN);
  if (names.length === 0) return <span className="text-ink-faint">None</span>;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 normal-nums">
      {names.slice(0, MAX_SHOWN).map((name) => (
        <span key={name} className={whole ? "[overflow-wrap:anywhere]" : "max-w-40 truncate"}>
          {name}
        </span>
      ))}
      {rest.length > 0 && (
        <Tooltip content={rest.join(", ")}>
          <button
            type="button"
            className="relative rounded-sm text-ink-faint text-meta touch-target"
          >
            +{rest.length}
            <span className="sr-only"> more: {rest.join(", ")}</span>
          </button>
        </Tooltip>
      )}
    </span>
  );
}

/** "#general, #launch and 2 private channels", for use in a sentence. */
export function listChannelNames(ids: string[], channels: Pick<Channel, "id" | "name">[]): string {
  const known = ids.flatMap((id) => channels.find((one) => one.id === id) ?? []);
  const hidden = ids.length - known.length;
  const names = known.map((channel) => `#${channel.name}`);
  if (hidden > 0) names.push(hidden === 1 ? "a private channel" : `${hidden} private channels`);
  if (names.length === 0) return "no channel";
  return new Intl.ListFormat("en-GB").format(names);
}

/** The name of a channel. Private channels that the reader is not in stay unnamed. */
export function readChannelName(id: string, channels: Channel[]): string {
  const channel = channels.find((one) => one.id === id);
  return channel ? `#${channel.name}` : "a private channel";
}
