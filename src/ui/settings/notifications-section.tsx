"use client";

import { Button } from "@/ui/primitives/button";
import { askForConsent, type Consent, declineNotifications } from "@/ui/notifications/consent";
import { useConsent } from "@/ui/notifications/use-consent";
import { Section } from "./section";

const SAID: Record<Consent, string> = {
  unknown: "Off. Turn them on to hear of mentions, direct messages and threads you follow.",
  on: "On: for mentions, direct messages and threads you follow, while you look elsewhere.",
  off: "Off on this device.",
  refused: "This browser refuses them. Allow notifications for this site in its settings.",
  impossible: "This browser has none to offer.",
};

export function NotificationsSection() {
  const consent = useConsent();
  return (
    <Section title="Notifications" lead="In this browser.">
      <p className="text-pretty text-ink-soft" role="status">
        {SAID[consent]}
      </p>
      {(consent === "unknown" || consent === "off") && (
        <Button className="mt-3" onClick={() => void askForConsent()}>
          Turn on notifications
        </Button>
      )}
      {consent === "on" && (
        <Button className="mt-3" onClick={declineNotifications}>
          Turn off notifications
        </Button>
      )}
    </Section>
  );
}
