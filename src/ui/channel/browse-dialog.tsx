"use client";

import { Hash } from "lucide-react";
import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { foldText } from "@/lib/fold-text";
import { Badge } from "@/ui/primitives/badge";
import { Button } from "@/ui/primitives/button";
import { Dialog } from "@/ui/primitives/dialog";
import { EmptyState } from "@/ui/primitives/empty-state";
import { SearchInput } from "@/ui/primitives/search-input";
import { useChannels } from "@/ui/realtime/use-channels";
import { ChannelSign, countGuests } from "./channel-name";
import { useGoToChannel } from "./use-go-to-channel";

interface BrowseDialogProps {
  open: boolean;
  onClose: () => void;
  onCreate: () => void;
}

/** Every channel that the user may see, joined or not. Opening one does not join it. */
export function BrowseDialog({ open, onClose, onCreate }: BrowseDialogProps) {
  const [wanted, setWanted] = useState("");
  const channels = useChannels();
  const goTo = useGoToChannel();
  const needle = foldText(wanted);
  const found = channels.filter(
    (one) => one.kind === "channel" && foldText(`${one.name} ${one.topic}`).includes(needle),
  );

  function go(channel: Channel) {
    onClose();
    goTo(channel.id);
  }

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title="Browse channels"
      width="wide"
    >
      <SearchInput
        label="Find a channel"
        className="h-9 coarse:h-11"
        value={wanted}
        autoFocus
        onChange={(event) => setWanted(event.target.value)}
      />
      {found.length === 0 ? (
        <EmptyState
          icon={<Hash />}
          title="No channel by that name"
          className="py-8"
          action={<Button onClick={onCreate}>New channel</Button>}
        />
      ) : (
        <ul className="-mx-2 mt-3 flex flex-col">
          {found.map((channel) => (
            <li key={channel.id}>
              <button
                type="button"
                onClick={() => go(channel)}
                className="flex min-h-12 w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-hover"
              >
                <ChannelSign
                  channel={{ visibility: channel.visibility, guestCount: 0 }}
                  className="text-ink-faint"
                />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{channel.name}</span>
                  {channel.topic && (
                    <span dir="auto" className="block truncate text-ink-faint text-meta">
                      {channel.topic}
                    </span>
                  )}
                </span>
                {channel.guestCount > 0 && (
                  <Badge tone="guest">{countGuests(channel.guestCount)}</Badge>
                )}
                {channel.joined && <Badge>Joined</Badge>}
                {channel.archivedAt && <Badge tone="outline">Archived</Badge>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
