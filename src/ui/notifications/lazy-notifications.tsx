"use client";

import { late } from "@/ui/primitives/late";
import { useConsent } from "./use-consent";

const Notices = late(async () => (await import("./desktop-notifications")).DesktopNotifications);

/**
 * Loaded only if the user has made a choice about notifications. Before that there is nothing to show, and no
 * subscription to remove.
 */
export function DesktopNotifications() {
  const consent = useConsent();
  return consent === "on" || consent === "off" ? <Notices /> : null;
}
