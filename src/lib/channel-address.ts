import { mentionPlaces } from "./markdown/mentions";
import type { ChannelOf, NameOf } from "./notification-text";

/** Shown in place of the address of a channel that the reader does not see. */
export const UNSEEN_CHANNEL = "a channel";

/**
 * The id of the channel whose address it is, and of nothing in it; null if it is none of this workspace. A workspace may
 * be known under several hosts.
 */
export function readChannelAddress(href: string, slug: string): string | null {
  const { pathname, search, hash } = new URL(href);
  const [, id] = /\/c\/([\da-f-]{36})$/.exec(pathname) ?? [];
  return id && pathname === `/w/${slug}/c/${id}` && search + hash === "" ? id : null;
}

/**
 * Spells the addresses of channels where nothing can be clicked: as the name, if the reader sees the channel. Any other
 * address is null.
 * @param unseen what is shown for a channel that the reader does not see; null leaves its address
 */
export function nameAddresses(
  slug: string,
  nameOf: NameOf,
  unseen: string | null = UNSEEN_CHANNEL,
): ChannelOf {
  return (href) => {
    const id = readChannelAddress(href, slug);
    if (id === null) return null;
    const name = nameOf(id);
    return name === undefined ? unseen : `#${name}`;
  };
}

/** The ids of the channels whose addresses stand in a body. */
export function channelsIn(body: string, slug: string): string[] {
  const { addresses } = mentionPlaces(body);
  return [...new Set(addresses.flatMap(({ href }) => readChannelAddress(href, slug) ?? []))];
}
