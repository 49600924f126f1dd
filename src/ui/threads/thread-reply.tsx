"use client";

import { useEffect, useRef, useState } from "react";
import { MessageSquareReply } from "lucide-react";
import type { Channel } from "@/lib/api-types";
import { Composer, type ComposerHandle } from "@/ui/composer/composer";
import { Button } from "@/ui/primitives/button";
import { useChannel, useMe } from "@/ui/realtime/use-channels";
import { useIsGuest } from "@/ui/shell/use-may";
import { everyoneElseLeft } from "@/ui/sidebar/conversations";

interface ThreadReplyProps {
  channelId: string;
  threadId: string;
}

/** Answers a thread where it is listed. */
export function ThreadReply({ channelId, threadId }: ThreadReplyProps) {
  const channel = useChannel(channelId);
  const me = useMe();
  const [open, setOpen] = useState(false);
  if (!channel || channel.archivedAt !== null || everyoneElseLeft(channel, me.id)) return null;
  if (open) return <ReplyField channel={channel} threadId={threadId} />;
  return (
    <Button size="small" className="relative z-10 mt-2" onClick={() => setOpen(true)}>
      <MessageSquareReply aria-hidden />
      Reply
    </Button>
  );
}

function ReplyField({ channel, threadId }: { channel: Channel; threadId: string }) {
  const isGuest = useIsGuest();
  const composer = useRef<ComposerHandle>(null);
  useEffect(() => composer.current?.focus(), []);
  return (
    <div className="relative z-10 mt-2 -ml-3 md:-ml-5">
      <Composer
        ref={composer}
        channel={channel}
        threadId={threadId}
        guest={isGuest}
        onSent={() => undefined}
      />
    </div>
  );
}
