"use client";

import type { NotificationSettings } from "@/lib/api-types";
import { askForConsent, type Consent, declineNotifications } from "@/ui/notifications/consent";
import { useConsent } from "@/ui/notifications/use-consent";
import { usePush } from "@/ui/notifications/use-push";
import { Button } from "@/ui/primitives/button";
import { NotifyForChoice } from "./notify-for-choice";
import { Section } from "./section";

const SAID: Record<Consent, string> = {
  unknown: "Off in this browser.",
  on: "On in this browser, while you look elsewhere.",
  off: "Off in this browser.",
  refused: "This browser refuses them. Allow notifications for this site in its settings.",
  insecure:
    "Notifications need https. This page came over plain http: ask whoever runs the server.",
  impossible: "This browser does not support notifications.",
};
const ON_WITH_PUSH = "On in this browser, also while Gatehouse is closed.";

export function NotificationsSection({ settings }: { settings: NotificationSettings }) {
  const consent = useConsent();
  const { subscribed, failure } = usePush(settings.push.publicKey);
  return (
    <Section
      title="Notifications"
      lead="What you are told about is the same everywhere. The permission is for this browser."
    >
      <NotifyForChoice saved={settings.notifyFor} />
      <p className="mt-5 text-pretty text-ink-soft" role="status">
        {consent === "on" && subscribed ? ON_WITH_PUSH : SAID[consent]}
        {consent === "on" && failure !== null && ` ${failure}`}
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
