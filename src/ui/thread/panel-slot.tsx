"use client";

import { useEffect } from "react";
import { useOverlays } from "@/ui/shell/overlay-context";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { changeChannelParams, closePanel, useChannelParams } from "@/ui/shell/use-channel-params";
import { late } from "@/ui/primitives/late";
import { useChannel } from "@/ui/realtime/use-channels";

const ThreadPanel = late(async () => (await import("./thread-panel")).ThreadPanel);
const PinsPanel = late(async () => (await import("../channel/pins/pins-panel")).PinsPanel);

/** The panel beside the page: the thread or the pins that the address names. Only one is open at a time. */
export function PanelSlot() {
  const { thread, reply, pins } = useChannelParams();
  const { details, showDetails } = useOverlays();
  const channel = useChannel(useOpenChannelId() ?? "");

  const wantedNow = thread ?? (pins ? "pins" : null);
  useEffect(() => {
    if (wantedNow !== null) showDetails(false);
  }, [wantedNow, showDetails]);
  useEffect(() => {
    if (details) changeChannelParams({ thread: null, reply: null, pins: null }, { replace: true });
  }, [details]);

  if (!channel || details) return null;
  if (thread !== null) {
    return (
      <ThreadPanel
        key={thread}
        channel={channel}
        messageId={thread}
        reply={reply}
        onClose={closePanel}
        onMissing={closePanel}
      />
    );
  }
  if (!pins) return null;
  const ways = { onClose: closePanel, onMissing: closePanel };
  return <PinsPanel key={channel.id} channel={channel} {...ways} />;
}
