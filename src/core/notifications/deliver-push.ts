import { sql } from "drizzle-orm";
import webPush from "web-push";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { isPushEndpoint } from "@/lib/push-services";
import { logPushFailure } from "./log-push-failure";

export interface Push {
  text: string;
  /** How long the push service may keep it for a browser that is offline. */
  ttlS: number;
}

interface Subscription {
  subscriptionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

const TIMEOUT_MS = 10_000;

/**
 * Sends one push to a push service. A subscription that the service no longer knows is deleted. Every other failure is
 * logged with the service's host only: anybody who knows the whole endpoint could send pushes to it.
 * @param cut aborts the push when the access of its recipient is cut
 */
export async function deliverPush(to: Subscription, push: Push, cut: AbortSignal): Promise<void> {
  const { host } = new URL(to.endpoint);
  try {
    const status = await post(to, push, AbortSignal.any([cut, AbortSignal.timeout(TIMEOUT_MS)]));
    if (status === 404 || status === 410) await deleteSubscription(to.subscriptionId);
    else if (status < 200 || status > 299) logPushFailure(host, { status });
  } catch (error) {
    if (!cut.aborted) logPushFailure(host, { reason: reasonOf(error) });
  }
}

/**
 * `web-push` encrypts, and `fetch` sends. So one timeout covers everything, redirects are not followed, and one URL
 * parser is used.
 */
async function post(to: Subscription, push: Push, signal: AbortSignal): Promise<number> {
  const { vapid, pushServices } = env();
  if (!vapid || !isPushEndpoint(to.endpoint, pushServices)) throw new Error("not a listed service");
  const endpoint = new URL(to.endpoint).href;
  const keys = { p256dh: to.p256dh, auth: to.auth };
  const details = webPush.generateRequestDetails({ endpoint, keys }, push.text, {
    vapidDetails: vapid,
    TTL: push.ttlS,
    urgency: "high",
  });
  const { "Content-Length": _, ...headers } = details.headers;
  const { method, body } = details;
  const response = await fetch(endpoint, {
    method,
    headers: headers as Record<string, string>,
    body: new Uint8Array(body ?? []),
    redirect: "manual",
    signal,
  });
  await response.body?.cancel();
  return response.status;
}

async function deleteSubscription(subscriptionId: string): Promise<void> {
  await rows(sql`DELETE FROM push_subscription WHERE id = ${subscriptionId}`);
}

/** A reason for the log that does not quote the error: the error may contain the endpoint. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException).code : null;
  return code ?? error.name;
}
