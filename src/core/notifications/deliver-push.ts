import { sql } from "drizzle-orm";
import webPush from "web-push";
import { rows } from "@/db/client";
import { env } from "@/lib/env";
import { isPushEndpoint } from "@/lib/push-services";
import { logPushFailure } from "./log-push-failure";

export interface Push {
  text: string;
  /** How long the push service may hold it for a browser that is off. */
  ttlS: number;
}

interface Subscription {
  subscriptionId: string;
  endpoint: string;
  p256dh: string;
  auth: string;
}

const LIMIT_MS = 10_000;

/**
 * Hands one push to a push service. A subscription that the service no longer knows is forgotten; every
 * other failure is in the log, with the service's host alone, since whoever knows an endpoint can send.
 */
export async function deliverPush(to: Subscription, push: Push, cut: AbortSignal): Promise<void> {
  const { host } = new URL(to.endpoint);
  try {
    const status = await post(to, push, AbortSignal.any([cut, AbortSignal.timeout(LIMIT_MS)]));
    if (status === 404 || status === 410) await forget(to.subscriptionId);
    else if (status < 200 || status > 299) logPushFailure(host, { status });
  } catch (error) {
    if (!cut.aborted) logPushFailure(host, { reason: reasonOf(error) });
  }
}

/** Encrypts by `web-push` and sends by `fetch`: one limit over all of it, no redirects, one URL parser. */
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

async function forget(subscriptionId: string): Promise<void> {
  await rows(sql`DELETE FROM push_subscription WHERE id = ${subscriptionId}`);
}

/** What is known without quoting an error, which may name the endpoint. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const code = error.cause instanceof Error ? (error.cause as NodeJS.ErrnoException).code : null;
  return code ?? error.name;
}
