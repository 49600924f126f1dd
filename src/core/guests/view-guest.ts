import { sql } from "drizzle-orm";
import { db, rows } from "@/db/client";
import type { Channel, GuestView, MessagePage, Thread } from "@/lib/api-types";
import { assertHasAccess } from "../access/assert-has-access";
import { type Preview, previewGuest } from "../access/preview";
import type { Principal } from "../access/principal";
import { recordEvent } from "../access/record";
import { listChannels } from "../channels/list-channels";
import { type OpenFile, openFile } from "../files/open-file";
import { listMessages, type WantedMessages } from "../messages/list-messages";
import { readThread } from "../messages/read-thread";
import { listPeople } from "../people/list-people";

/**
 * What `channels` and `people` would answer to a guest, were they let in now. It goes on record as `guest.viewed`
 * before anything is read: an admin sees private channels and direct conversations by it that are not theirs.
 * @throws AppError FORBIDDEN, NOT_FOUND
 */
export async function viewGuest(admin: Principal, guestId: string): Promise<GuestView> {
  const preview = await previewGuest(admin, guestId);
  await recordView(admin, preview);
  const { asGuest, isShut } = preview;
  const [channels, people] = await Promise.all([listChannels(asGuest), listPeople(asGuest)]);
  return { channels: isShut ? channels.map(withThem) : channels, people };
}

async function recordView(admin: Principal, { guest }: Preview): Promise<void> {
  await db().transaction(async (tx) => {
    await assertHasAccess(tx, admin);
    await recordEvent(
      {
        workspaceId: admin.workspace.id,
        actor: { id: admin.userId, name: admin.name },
        action: "guest.viewed",
        target: guest,
      },
      tx,
    );
  });
}

/** A look that is on record is so for this long: whoever opens the view reads many pages and files in it. */
const LOOKED_WITHIN = sql`interval '1 hour'`;

/** The principal as whom an admin reads. Puts on record whoever reads without having opened the view. */
async function lookAs(admin: Principal, guestId: string): Promise<Preview["asGuest"]> {
  const preview = await previewGuest(admin, guestId);
  const looks = await rows(sql`SELECT 1 FROM audit_event e
    WHERE e.workspace_id = ${admin.workspace.id} AND e.target_id = ${preview.guest.id}
      AND e.at > clock_timestamp() - ${LOOKED_WITHIN}
      AND e.action = 'guest.viewed' AND e.actor_id = ${admin.userId} LIMIT 1`);
  if (looks.length === 0) await recordView(admin, preview);
  return preview.asGuest;
}

/** Guests without access are not counted in a channel. Were this one let in, they would be. */
const withThem = (channel: Channel): Channel => ({
  ...channel,
  guestCount: channel.guestCount + 1,
});

/**
 * A page of messages as the guest would read it, were they let in now.
 * @throws AppError FORBIDDEN, NOT_FOUND for every channel that the guest may not see
 */
export async function viewMessages(
  admin: Principal,
  guestId: string,
  wanted: WantedMessages,
): Promise<MessagePage> {
  return listMessages(await lookAs(admin, guestId), wanted);
}

/**
 * A thread as the guest would read it, were they let in now.
 * @throws AppError FORBIDDEN, NOT_FOUND for every thread that the guest may not see
 */
export async function viewThread(
  admin: Principal,
  guestId: string,
  wanted: { messageId: string; after?: number | undefined },
): Promise<Thread> {
  return readThread(await lookAs(admin, guestId), wanted);
}

/**
 * Opens a file as the guest would, were they let in now.
 * @throws AppError FORBIDDEN, NOT_FOUND for every file that the guest may not see, UNAVAILABLE
 */
export async function viewFile(
  admin: Principal,
  guestId: string,
  fileId: string,
): Promise<OpenFile> {
  return openFile(await lookAs(admin, guestId), fileId);
}
