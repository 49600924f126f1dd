import type { Channel } from "@/lib/api-types";
import type { Observable } from "../observable";
import { byName, type RealtimeState } from "./state";

type Channels = RealtimeState["channels"];

const lists = new WeakMap<object, { of: Channels; list: readonly Channel[] }>();

/**
 * All channels by name. It is the same list as long as no channel has changed: a page of messages renders no sidebar.
 * Whoever asks for it shares it, since sorting a thousand names takes longer than a frame may.
 */
export function listChannels(state: Observable<RealtimeState>): readonly Channel[] {
  const { channels } = state.get();
  const known = lists.get(state);
  if (known?.of === channels) return known.list;
  const list = (known && renewList(known.list, channels)) ?? sortByName(channels);
  lists.set(state, { of: channels, list });
  return list;
}

/** The list with what has changed in its place. Null if that may be another one. */
function renewList(before: readonly Channel[], channels: Channels): readonly Channel[] | null {
  if (Object.keys(channels).length !== before.length) return null;
  let isSame = true;
  const list: Channel[] = [];
  for (const old of before) {
    const channel = channels[old.id]?.channel;
    if (channel?.name !== old.name) return null;
    isSame &&= channel === old;
    list.push(channel);
  }
  return isSame ? before : list;
}

function sortByName(channels: Channels): Channel[] {
  return Object.values(channels)
    .map((one) => one.channel)
    .sort(byName);
}
