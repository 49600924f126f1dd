import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import { logger } from "@/lib/logger";
import { OnceAMinute } from "./once-a-minute";
import type { Principal } from "./principal";
import { currentAddress } from "./requests";
import { guestIsActive } from "./rules";

/**
 * What guests leave besides their messages: from where they came, and which files they opened. Nobody waits for these
 * notes, and of members none are made.
 */
type Guest = Pick<Principal, "id" | "as" | "sessionId">;

/** A device that goes on asking is noted once a minute. */
const noted = new OnceAMinute();

const MAX_AGENT_LENGTH = 300;
/**
 * How many devices are kept of a guest in a workspace, those that came last. A network may give somebody another address
 * with every request, and without a limit they could fill the table.
 */
const KEPT_DEVICES = 1_000;

/** Notes that a guest was let in on a device, from the address of the request or else of its sign-in. */
export function noteDevice({ id, as, sessionId }: Guest): void {
  if (as !== "guest") return;
  const address = currentAddress();
  const key = `${id} ${sessionId} ${address}`;
  if (!noted.isDue(key)) return;
  writeDevice(id, sessionId, address).catch((error: unknown) => {
    noted.forget(key);
    logger().debug({ err: error, guestId: id }, "a guest's device is not noted");
  });
}

async function writeDevice(guestId: string, sessionId: string, address: string | null) {
  await rows(sql`WITH noted AS (
      INSERT INTO guest_device AS known (workspace_id, user_id, address, user_agent, first_at, last_at)
      SELECT g.workspace_id, g.user_id, coalesce(${address}, s.ip_address, ''),
        left(coalesce(s.user_agent, ''), ${MAX_AGENT_LENGTH}), clock_timestamp(), clock_timestamp()
      FROM guest g JOIN session s ON s.user_id = g.user_id AND s.id = ${sessionId}
      WHERE g.id = ${guestId} AND ${guestIsActive()}
      ON CONFLICT (workspace_id, user_id, address, user_agent)
        DO UPDATE SET last_at = greatest(known.last_at, excluded.last_at)
      RETURNING workspace_id, user_id, address, user_agent),
    older AS (
      SELECT o.* FROM noted n JOIN guest_device o USING (workspace_id, user_id)
      WHERE (o.address, o.user_agent) <> (n.address, n.user_agent)
      ORDER BY o.last_at DESC OFFSET ${KEPT_DEVICES - 1})
    DELETE FROM guest_device d USING older
    WHERE d.workspace_id = older.workspace_id AND d.user_id = older.user_id
      AND d.address = older.address AND d.user_agent = older.user_agent`);
}

/** Notes that a guest opened a file of a message, once an hour for each file. */
export function noteDownload({ id, as }: Guest, fileId: string): void {
  if (as !== "guest") return;
  rows(sql`INSERT INTO file_download (workspace_id, user_id, file_id, file_name, hour, at)
    SELECT g.workspace_id, g.user_id, f.id, f.name, date_trunc('hour', t.now), t.now
    FROM (SELECT clock_timestamp() AS now) t, guest g, file f
    WHERE g.id = ${id} AND f.id = ${fileId} AND f.message_id IS NOT NULL
    ON CONFLICT DO NOTHING`).catch((error: unknown) =>
    logger().error({ err: error, guestId: id, fileId }, "a guest's download is not on record"),
  );
}
