"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
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
  onSeen: (line: number) => void;
  /** Scrolls there; null if that message is not loaded. */
  onJump: (() => void) | null;
}

/** The way up to the first unread message. */
export function JumpToUnread({ channel, line, onSeen, onJump }: JumpToUnreadProps) {
  const me = useMe();

  async function jump() {
    if (onJump) {
      onSeen(line);
      return onJump();
    }
    try {
      const path = `/api/channels/${channel.id}/messages?after=${line}&limit=100`;
      const { messages } = await request<Page>("GET", path);
      const seq = findNewPart(messages, line, me.id);
      onSeen(line);
      if (seq !== null) changeChannelParams({ at: String(seq) });
    } catch (failure) {
      toast.error("The messages were not found", { description: describeFailure(failure) });
    }
  }

  return (
    <Jump label="Jump to first unread" onClick={() => void jump()}>
      <ArrowUp aria-hidden />
      First unread
    </Jump>
  );
}

/** The way down to the newest message, with the number of messages that arrived meanwhile. */
export function JumpToNewest({ count, onJump }: { count: number; onJump: () => void }) {
  const words = count === 0 ? "Newest" : count === 1 ? "1 new message" : `${count} new messages`;
  return (
    <Jump label={count === 0 ? "Jump to newest" : words} isNews={count > 0} onClick={onJump}>
      <ArrowDown aria-hidden />
      {words}
    </Jump>
  );
}

interface JumpProps {
  label: string;
  isNews?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

/** It stands in the line below the list, where it covers no words. */
function Jump({ label, isNews = false, onClick, children }: JumpProps) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className={cn(
        "touch-target relative flex h-6 shrink-0 items-center gap-1 rounded-full px-2 font-medium text-meta hover:bg-hover [&_svg]:size-3.5",
        isNews ? "bg-accent-soft text-accent-ink" : "text-ink-soft",
      )}
    >
      {children}
    </button>
  );
}
