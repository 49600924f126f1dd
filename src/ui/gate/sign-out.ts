import { request } from "@/ui/request";

const PATIENCE = 1_000;

let leaving = false;

/** Whether this page is on its way out by a sign-out of its own. */
export const isSigningOut = () => leaving;

/** Ends this device's session and leaves with a full load, so that nothing stays in memory. */
export async function signOut(to = "/sign-in"): Promise<void> {
  leaving = true;
  try {
    await request("POST", "/api/auth/sign-out", {});
  } catch (failure) {
    leaving = false;
    throw failure;
  }
  try {
    await Promise.race([leavePush(), new Promise((give) => setTimeout(give, PATIENCE))]);
  } finally {
    window.location.assign(to);
  }
}

/** The server has forgotten the subscription with the session; a browser that keeps its end hears nothing. */
async function leavePush(): Promise<void> {
  const { canPush, dropSubscription } = await import("@/ui/notifications/push-subscription");
  if (canPush()) await dropSubscription();
}
