"use client";

import { late } from "@/ui/primitives/late";
import { useConsent } from "./use-consent";

const Notices = late(async () => (await import("./desktop-notifications")).DesktopNotifications);

/** Fetched where the browser was asked about notifications: before that there is nothing to show or to take back. */
export function DesktopNotifications() {
  const consent = useConsent();
  return consent === "on" || consent === "off" ? <Notices /> : null;
}
