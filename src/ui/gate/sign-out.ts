import { request } from "@/ui/request";

const ANSWER_WITHIN_MS = 1_000;

let leaving = false;

/** Whether this page is being left because of its own sign-out, or because the user leaves the workspace. */
export const isSigningOut = () => leaving;

/** Says that this page is being left, or that it is not after all. */
export function markLeaving(now: boolean): void {
  leaving = now;
}

/** Ends this device's session, then loads another page in full, so that nothing stays in memory. */
export async function signOut(to = "/sign-in"): Promise<void> {
  leaving = true;
  try {
    await request("POST", "/api/auth/sign-out", {});
  } catch (failure) {
    leaving = false;
    throw failure;
  }
  try {
    await Promise.race([leavePush(), new Promise((give) => setTimeout(give, ANSWER_WITHIN_MS))]);
  } finally {
    window.location.assign(to);
  }
}

/** The server deletes the push subscription together with the session. The browser drops its own part here. */
async function leavePush(): Promise<void> {
  const { canPush, dropSubscription } = await import("@/ui/notifications/push-subscription");
  if (canPush()) await dropSubscription();
}
