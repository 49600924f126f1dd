"use client";

import { useOverlays } from "@/ui/shell/overlay-context";
import { useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { late } from "@/ui/primitives/late";
import { useChannel } from "@/ui/realtime/use-channels";

const ChannelDetails = late(async () => (await import("./channel-details")).ChannelDetails);

/** The details panel of the open channel, while it is open. */
export function DetailsSlot() {
  const { details, showDetails } = useOverlays();
  const channel = useChannel(useOpenChannelId() ?? "");
  if (!details || !channel) return null;
  const close = () => showDetails(false);
  return <ChannelDetails key={channel.id} channel={channel} onClose={close} onMissing={close} />;
}
