"use client";

import {
  Archive,
  ArchiveRestore,
  Bell,
  BellOff,
  Link2,
  LogOut,
  Pin,
  Star,
  StarOff,
} from "lucide-react";
import { type ReactNode, useCallback, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { copyPageLink } from "@/ui/channel/copy-page-link";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { openPins } from "@/ui/shell/use-channel-params";
import { useMay } from "@/ui/shell/use-may";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { ArchiveDialog } from "./archive-dialog";
import { useChangeChannel, useChangeOwn } from "./use-change-channel";

interface ChannelActionsProps {
  channel: Channel;
  onClose: () => void;
}

/** What the user can do with a channel: first what affects only the user, then what affects everybody. */
export function ChannelActions({ channel, onClose }: ChannelActionsProps) {
  const { workspace } = useRealtime();
  const mayArchive = useMay("channel.archive");
  const mayLeave = useMay("channel.join");
  const [archiving, setArchiving] = useState(false);
  const changeOwn = useChangeOwn(channel);
  const change = useChangeChannel(channel);
  const leave = useLeaveChannel(channel);
  const isChannel = channel.kind === "channel";

  async function attempt(work: () => Promise<void>) {
    try {
      await work();
    } catch (failure) {
      toast.error("That did not work", { description: describeFailure(failure) });
    }
  }

  return (
    <ul className="px-3 py-2">
      {channel.joined && (
        <ActionRow
          icon={channel.starred ? <StarOff /> : <Star />}
          hint={channel.starred ? undefined : "Keeps it at the top of your sidebar."}
          onClick={() => void attempt(() => changeOwn({ starred: !channel.starred }))}
        >
          {channel.starred ? "Remove the star" : "Star"}
        </ActionRow>
      )}
      {channel.joined && (
        <ActionRow
          icon={channel.muted ? <Bell /> : <BellOff />}
          hint={
            channel.muted
              ? "Only mentions of you are counted here."
              : "From then on only mentions of you are counted here."
          }
          onClick={() => void attempt(() => changeOwn({ muted: !channel.muted }))}
        >
          {channel.muted ? "Unmute" : "Mute"}
        </ActionRow>
      )}
      <ActionRow icon={<Pin />} onClick={openPins}>
        Pins
      </ActionRow>
      <ActionRow
        icon={<Link2 />}
        onClick={() => void copyPageLink(channelPath(workspace.slug, channel.id))}
      >
        Copy link
      </ActionRow>
      {mayArchive && isChannel && (
        <ActionRow
          icon={channel.archivedAt ? <ArchiveRestore /> : <Archive />}
          onClick={() =>
            channel.archivedAt
              ? void attempt(() => change({ archived: false }))
              : setArchiving(true)
          }
        >
          {channel.archivedAt ? "Bring back from the archive" : "Archive channel"}
        </ActionRow>
      )}
      {mayLeave && isChannel && channel.joined && (
        <ActionRow
          icon={<LogOut />}
          onClick={async () => {
            if (await leave()) onClose();
          }}
        >
          Leave channel
        </ActionRow>
      )}
      {archiving && <ArchiveDialog channel={channel} onClose={() => setArchiving(false)} />}
    </ul>
  );
}

interface ActionRowProps {
  icon: ReactNode;
  hint?: string | undefined;
  onClick: () => void;
  children: string;
}

function ActionRow({ icon, hint, onClick, children }: ActionRowProps) {
  return (
    <li>
      <button
        type="button"
        onClick={onClick}
        className="flex min-h-10 w-full items-center gap-3 rounded-md px-2 py-1.5 text-left hover:bg-hover coarse:min-h-12 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint"
      >
        <span aria-hidden>{icon}</span>
        <span>
          <span className="block font-medium">{children}</span>
          {hint && <span className="block text-ink-faint text-meta">{hint}</span>}
        </span>
      </button>
    </li>
  );
}

/** Leaves a channel; says whether that worked. */
function useLeaveChannel({ id, name }: Channel): () => Promise<boolean> {
  return useCallback(async () => {
    try {
      await request("POST", `/api/channels/${id}/leave`, {});
      toast.success(`You left ${name}`);
      return true;
    } catch (failure) {
      toast.error("You could not leave", { description: describeFailure(failure) });
      return false;
    }
  }, [id, name]);
}
