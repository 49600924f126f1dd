import { request } from "@/ui/request";

/** Ends this device's session and leaves with a full load, so that nothing stays in memory. */
export async function signOut(to = "/sign-in"): Promise<void> {
  await request("POST", "/api/auth/sign-out", {});
  window.location.assign(to);
}
