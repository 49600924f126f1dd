"use client";

import { BellRing } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/ui/primitives/button";
import { concerns } from "@/ui/realtime/store/unread-counts";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { askForConsent, declineNotifications } from "./consent";
import { useConsent } from "./use-consent";

/** A line that appears when somebody first calls or writes to the user, and not before. It offers to turn on notifications. */
export function NotificationOffer() {
  const { state, watchMessages } = useRealtime();
  const consent = useConsent();
  const [called, setCalled] = useState(false);

  useEffect(
    () =>
      watchMessages(({ message, mentions }) => {
        const { me, channels } = state.get();
        const direct = channels[message.channelId]?.channel.kind === "direct";
        const mine = message.author.id === me.id;
        if (concerns(me.id, message, mentions) || (direct && !mine)) setCalled(true);
      }),
    [state, watchMessages],
  );

  if (!called || consent !== "unknown") return null;
  return (
    <section
      aria-label="Notifications"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-panel px-4 py-1.5 text-ink-soft md:px-5"
    >
      <BellRing aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <p className="min-w-0 flex-1">
        Somebody wants to reach you. Be notified also when this page is in the background?
      </p>
      <Button size="small" onClick={() => void askForConsent()}>
        Turn on
      </Button>
      <Button size="small" variant="ghost" onClick={declineNotifications}>
        Not here
      </Button>
    </section>
  );
}
