import { request } from "@/ui/request";

const WORKER = "/push-worker.js";

/** Phones want a page on the home screen for it, and every browser one that came over TLS. */
export function canPush(): boolean {
  return "serviceWorker" in navigator && "PushManager" in window;
}

/** Makes this browser hear of messages while no page is open, and tells the server where to send them. */
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

/** The browser's own subscription goes first: what is left on the server then reaches nobody. */
export async function unsubscribeHere(): Promise<void> {
  const endpoint = await dropSubscription();
  if (endpoint) await request("DELETE", "/api/me/push", { endpoint });
}

/** @returns the endpoint that is no more, if there was one */
export async function dropSubscription(): Promise<string | null> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  return subscription?.endpoint ?? null;
}

/** A subscription answers to one key of a server; the operator may have made new ones since. */
function isMadeWith({ options }: PushSubscription, publicKey: string): boolean {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "") === publicKey;
}
