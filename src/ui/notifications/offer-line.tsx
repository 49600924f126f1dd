"use client";

import { BellRing } from "lucide-react";
import { Button } from "@/ui/primitives/button";
import { askForConsent, declineNotifications } from "./consent";

/** Offers to turn on notifications. */
export function OfferLine() {
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
