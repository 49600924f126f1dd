import { sql } from "drizzle-orm";
import { rows } from "@/db/client";
import type { NotificationSettings, NotifyFor } from "@/lib/api-types";
import { env } from "@/lib/env";
import type { SignedIn } from "../access/principal";
import { readPreferences } from "./read-preferences";
import { unauthenticated } from "../errors";

type Person = Pick<SignedIn, "userId">;

/**
 * What a person wants to be notified of, in every workspace, and whether this server sends push.
 * @throws AppError UNAUTHENTICATED when the account is gone
 */
export async function readNotifications(person: Person): Promise<NotificationSettings> {
  return toSettings(await readPreferences(person));
}

/**
 * Sets what a person wants to be notified of.
 * @throws AppError UNAUTHENTICATED when the account is gone
 */
export async function changeNotifications(
  { userId }: Person,
  notifyFor: NotifyFor,
): Promise<NotificationSettings> {
  const [changed] = await rows<{ notifyFor: NotifyFor }>(sql`
    UPDATE "user" SET notify_for = ${notifyFor}, updated_at = now() WHERE id = ${userId}
    RETURNING notify_for AS "notifyFor"`);
  return toSettings(changed);
}

function toSettings(
  row: Pick<NotificationSettings, "notifyFor"> | undefined,
): NotificationSettings {
  if (!row) throw unauthenticated();
  return { notifyFor: row.notifyFor, push: { publicKey: env().vapid?.publicKey ?? null } };
}
