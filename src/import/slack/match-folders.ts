import { foldText } from "@/lib/fold-text";
import type { SlackChannel } from "./slack-schemas";

/** A folder of the archive with its days, in order. */
export interface Folder<Day> {
  /** How its name may be read, the likeliest first. */
  names: [string, ...string[]];
  days: Day[];
}

export interface Matched<Day> {
  /** The folders of each channel that has any. */
  foldersOf: Map<SlackChannel, Folder<Day>[]>;
  /** The channels whose folder another channel has, as both have the same name. */
  overshadowed: Set<SlackChannel>;
  unmatched: Folder<Day>[];
}

/**
 * Finds out whose each folder is. Each is one channel's alone. If a public and a private channel share a name, nobody
 * can say what is whose, and the private one gets it: what was said in private is not for everybody.
 */
export function matchFolders<Day>(channels: SlackChannel[], folders: Folder<Day>[]): Matched<Day> {
  const foldersOf: Matched<Day>["foldersOf"] = new Map();
  const overshadowed: Matched<Day>["overshadowed"] = new Set();
  const give = (folder: Folder<Day>, owner: SlackChannel) => addTo(foldersOf, owner, folder);
  const byName = findAll(channels, folders, ({ name }) => name, toNfc);
  for (const [folder, namesakes] of byName.found) {
    const owner = namesakes.find(({ visibility }) => visibility === "private") ?? namesakes[0];
    if (owner) give(folder, owner);
    for (const one of namesakes) if (one !== owner) overshadowed.add(one);
  }
  const byId = findAll(channels, byName.others, ({ id }) => id, String);
  for (const [folder, [owner]] of byId.found) if (owner) give(folder, owner);
  // Nearly the same name: it counts only if it can be no other channel's.
  const bereft = channels.filter((one) => !foldersOf.has(one) && !overshadowed.has(one));
  const byLikeness = findAll(bereft, byId.others, ({ name }) => name, foldText);
  for (const [folder, [owner, ...others]] of byLikeness.found) {
    if (owner && others.length === 0) give(folder, owner);
    else byLikeness.others.push(folder);
  }
  for (const channel of foldersOf.keys()) overshadowed.delete(channel);
  return { foldersOf, overshadowed, unmatched: byLikeness.others };
}

/** macOS writes names decomposed. */
const toNfc = (name: string) => name.normalize("NFC");

/** The channels that each folder may belong to, and the folders that belong to none. */
function findAll<Day>(
  channels: SlackChannel[],
  folders: Folder<Day>[],
  read: (channel: SlackChannel) => string,
  fold: (name: string) => string,
) {
  const byKey = new Map<string, SlackChannel[]>();
  for (const channel of channels) {
    const key = fold(read(channel));
    addTo(byKey, key, channel);
  }
  const found: [Folder<Day>, SlackChannel[]][] = [];
  const others: Folder<Day>[] = [];
  for (const folder of folders) {
    const matching = folder.names.map((name) => byKey.get(fold(name))).find(Boolean);
    if (matching) found.push([folder, matching]);
    else others.push(folder);
  }
  return { found, others };
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
