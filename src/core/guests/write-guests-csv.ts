import type { Guest, GuestChannel } from "@/lib/api-types";
import { authorize } from "../access/authorize";
import type { Principal } from "../access/principal";
import { readChannelNames } from "../channels/read-channel-names";
import { type Cell, writeCsv } from "../csv";
import { type GuestPageWish, readGuestPage } from "./page-guests";

const GUESTS_AT_ONCE = 200;

const HEADINGS = [
  "Name",
  "E-mail",
  "Status",
  "Sponsor",
  "Invited by",
  "Channels",
  "Since",
  "Until",
  "Last seen",
  "Revoked",
  "Reason",
  "Id",
];

/**
 * Writes the guests that match as comma-separated values, page by page.
 * @throws AppError FORBIDDEN, before the first line
 */
export async function writeGuestsCsv(
  principal: Principal,
  wish: GuestPageWish,
): Promise<AsyncGenerator<string>> {
  await authorize(principal, "guest.manage");
  return writeCsv(HEADINGS, readRows(principal, wish));
}

async function* readRows(principal: Principal, wish: GuestPageWish): AsyncGenerator<Cell[]> {
  const seen = await readChannelNames(principal);
  const names = new Map(seen.map(({ id, name }) => [id, name]));
  let cursor: string | undefined;
  do {
    const page = await readGuestPage(principal.workspace.id, {
      ...wish,
      limit: GUESTS_AT_ONCE,
      cursor,
    });
    for (const guest of page.guests) yield toCells(guest, names);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function describeChannel({ id, expiresAt }: GuestChannel, names: Map<string, string>): string {
  const name = names.get(id) ?? "a private channel";
  return expiresAt ? `${name} (until ${expiresAt})` : name;
}

function toCells(guest: Guest, names: Map<string, string>): Cell[] {
  return [
    guest.name,
    guest.email,
    guest.status,
    guest.sponsor?.name ?? null,
    guest.invitedBy.name,
    guest.channels.map((channel) => describeChannel(channel, names)).join("; "),
    guest.createdAt,
    guest.expiresAt,
    guest.lastSeenAt,
    guest.lockedAt,
    guest.lockReason,
    guest.id,
  ];
}
