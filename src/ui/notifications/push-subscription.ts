import { request } from "@/ui/request";

const WORKER = "/push-worker.js";

/**
 * Whether the browser supports push messages. Phones need the page on the home screen for it; every browser needs
 * https.
 */
export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window;
}

/** Subscribes this browser to messages that arrive while no page is open, and tells the server its endpoint. */
export async function subscribeHere(publicKey: string): Promise<void> {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const had = await pushManager.getSubscription();
  if (had && !isMadeWith(had, publicKey)) await had.unsubscribe();
  const subscription = await pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  await request("PUT", "/api/me/push", subscription.toJSON());
}

/**
 * The browser's subscription is removed first. If the second step fails, the entry on the server no longer reaches
 * anybody.
 */
export async function unsubscribeHere(): Promise<void> {
  const endpoint = await dropSubscription();
  if (endpoint) await request("DELETE", "/api/me/push", { endpoint });
}

/** @returns the endpoint of the removed subscription, or null */
export async function dropSubscription(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  return subscription?.endpoint ?? null;
}

/** A subscription belongs to one key of the server. The operator may have made new keys since. */
function isMadeWith({ options }: PushSubscription, publicKey: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === publicKey;
}
