"use client";

import { useEffect, useState } from "react";
import { late } from "@/ui/primitives/late";
import { concerns } from "@/ui/realtime/store/unread-counts";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useConsent } from "./use-consent";

const Offer = late(async () => (await import("./offer-line")).OfferLine);

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
  return <Offer />;
}
