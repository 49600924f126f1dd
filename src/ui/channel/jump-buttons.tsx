"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useState } from "react";
import type { Channel } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { IconButton } from "@/ui/primitives/icon-button";
import { toast } from "@/ui/primitives/toast";
import type { Page } from "@/ui/realtime/store/apply-page";
import { useMe } from "@/ui/realtime/use-channels";
import { describeFailure, request } from "@/ui/request";
import { findNewPart } from "../message/group-messages";
import { changeChannelParams } from "../shell/use-channel-params";

interface JumpToUnreadProps {
  channel: Channel;
  /** The seq after which the unread part begins. */
  line: number;
  /** Whether the start of the unread part is above the visible messages. */
  above: boolean;
  /** Scrolls there; null if that message is not loaded. */
  onJump: (() => void) | null;
}

/** The button that scrolls up to the first unread message. */
export function JumpToUnread({ channel, line, above, onJump }: JumpToUnreadProps) {
  const me = useMe();
  const [done, setDone] = useState<number | null>(null);
  if (!above || done === line) return null;

  async function jump() {
    setDone(line);
    if (onJump) return onJump();
    try {
      const path = `/api/channels/${channel.id}/messages?after=${line}&limit=100`;
      const { messages } = await request<Page>("GET", path);
      const seq = findNewPart(messages, line, me.id);
      if (seq !== null) changeChannelParams({ at: String(seq) });
    } catch (failure) {
      setDone(null);
      toast.error("The messages were not found", { description: describeFailure(failure) });
    }
  }

  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
      <div className="pointer-events-auto flex animate-rise items-center rounded-full bg-accent text-on-accent shadow-float">
        <Button variant="primary" className="rounded-full shadow-none" onClick={() => void jump()}>
          <ArrowUp aria-hidden />
          Jump to first unread
        </Button>
        <IconButton
          label="Stay here"
          tooltip={false}
          variant="primary"
          size="small"
          className="mr-1 rounded-full shadow-none"
          onClick={() => setDone(line)}
        >
          <X />
        </IconButton>
      </div>
    </div>
  );
}

/** The button that scrolls to the newest message, with the number of messages that arrived meanwhile. */
export function JumpToNewest({ count, onJump }: { count: number; onJump: () => void }) {
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
      <Button
        variant={count > 0 ? "primary" : "secondary"}
        onClick={onJump}
        className="pointer-events-auto animate-rise rounded-full shadow-float"
      >
        <ArrowDown aria-hidden />
        {count === 0 ? "Jump to newest" : count === 1 ? "1 new message" : `${count} new messages`}
      </Button>
    </div>
  );
}
