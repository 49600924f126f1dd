import type { z } from "zod";
import { ECDH } from "node:crypto";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { isPushEndpoint } from "@/lib/push-services";
import type { subscriptionInput } from "@/lib/inputs/chat";
import { device } from "../access/guards";
import type { SignedIn } from "../access/principal";
import { conflict, invalid, unauthenticated } from "../errors";

export type Subscription = z.infer<typeof subscriptionInput>;

/** How many browsers of one person are kept. If there are more, the oldest are deleted. */
const MAX_SUBSCRIPTIONS = 20;

/**
 * Saves a browser's push subscription for as long as this session lives. An endpoint belongs to one browser: if another
 * person or session had it before, it is taken from them.
 * @returns whether it is new
 * @throws AppError CONFLICT where no push is sent, VALIDATION, UNAUTHENTICATED
 */
export async function subscribe(
  person: SignedIn,
  { endpoint, keys: { p256dh, auth } }: Subscription,
): Promise<boolean> {
  const { vapid, pushServices } = env();
  if (!vapid) throw conflict("This server sends no push notifications: no keys are set for them.");
  if (!isPushEndpoint(endpoint, pushServices)) {
    throw invalid("endpoint", "This is not a push service that the server sends to");
  }
  if (!isPoint(p256dh)) throw invalid("keys.p256dh", "Not a key of a browser");
  const [kept] = await rows<{ known: boolean }>(sql`
    WITH ${device(person)},
    known AS (SELECT 1 FROM push_subscription WHERE endpoint = ${endpoint}),
    forgotten AS (
      DELETE FROM push_subscription WHERE id IN (
        SELECT p.id FROM push_subscription p JOIN device ON device.user_id = p.user_id
        WHERE p.endpoint <> ${endpoint} ORDER BY p.created_at DESC, p.id DESC OFFSET ${MAX_SUBSCRIPTIONS - 1}))
    INSERT INTO push_subscription AS p (id, user_id, session_id, endpoint, p256dh, auth)
    SELECT ${uuidv7()}, device.user_id, device.id, ${endpoint}, ${p256dh}, ${auth} FROM device
    ON CONFLICT (endpoint) DO UPDATE SET user_id = excluded.user_id, session_id = excluded.session_id,
      p256dh = excluded.p256dh, auth = excluded.auth, created_at = now()
    RETURNING EXISTS (SELECT 1 FROM known) AS known`);
  if (!kept) throw unauthenticated();
  return !kept.known;
}

/** Deletes a subscription of this person. If there is none, nothing happens. */
export async function unsubscribe(person: SignedIn, endpoint: string): Promise<void> {
  await rows(sql`DELETE FROM push_subscription
    WHERE endpoint = ${endpoint} AND user_id = ${person.userId}`);
}

/** Checks that the key is a point of the curve. Any other key would fail with every message. */
function isPoint(key: string): boolean {
  try {
    ECDH.convertKey(key, "prime256v1", "base64url");
    return true;
  } catch {
    return false;
  }
}
