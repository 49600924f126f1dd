"use client";

import { Plus } from "lucide-react";
import { memo, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { useDrawer } from "../shell/drawer-context";
import { useOverlays } from "../shell/overlay-context";
import { PersonAvatar } from "../people/person-avatar";
import { PresentAvatar, useOnline } from "../people/present-avatar";
import { SidebarName } from "./sidebar-name";
import { SidebarSection } from "./sidebar-section";
import { ConversationLink } from "./conversation-link";
import { nameChannel, otherPeople, waits } from "./conversations";
import { readRecentChannels } from "./recent-channels";
import { useConversations } from "./use-conversations";
import { useOpenChannelId } from "../channel/use-go-to-channel";
import { useMayBeginDirects } from "../shell/use-may";

const MAX_SHOWN = 12;

/** The user's direct conversations, and a button for a new one. */
export function SidebarDirects() {
  const { memory } = useRealtime();
  const { directs } = useConversations();
  const mayBegin = useMayBeginDirects();
  const { show } = useOverlays();
  const drawer = useDrawer();
  const open = useOpenChannelId();
  const [all, setAll] = useState(false);
  const recent = directs.length > MAX_SHOWN && !all ? readRecentChannels(memory) : null;
  const listed = recent ? pickSome(directs, recent, open) : directs;

  if (!mayBegin && directs.length === 0) return null;
  return (
    <SidebarSection
      id="sidebar-directs"
      title="Direct messages"
      conversations={listed}
      open={open}
      renderLine={(channel) => <DirectLink channel={channel} current={channel.id === open} />}
      actions={
        mayBegin && (
          <IconButton
            label="New message"
            size="small"
            onClick={() => {
              drawer?.setOpen(false);
              show({ kind: "message" });
            }}
          >
            <Plus />
          </IconButton>
        )
      }
    >
      {listed.length < directs.length && (
        <button
          type="button"
          className="h-8 rounded-md px-2 text-ink-faint text-meta hover:text-ink coarse:h-11"
          onClick={() => setAll(true)}
        >
          Show all {directs.length}
        </button>
      )}
    </SidebarSection>
  );
}

/** Of many conversations, those with news, the open one, and those visited last. */
function pickSome(directs: Channel[], recent: string[], open: string | null): Channel[] {
  const ids = new Set(directs.map((one) => one.id));
  const last = new Set(recent.filter((id) => ids.has(id)).slice(0, MAX_SHOWN));
  return directs.filter((one) => waits(one) || one.id === open || last.has(one.id));
}

interface LineProps {
  channel: Channel;
  current: boolean;
}

export const DirectLink = memo(function DirectLink({ channel, current }: LineProps) {
  const me = useMe();
  return (
    <ConversationLink channel={channel} current={current} icon={<DirectSign channel={channel} />}>
      <SidebarName channelId={channel.id} current={current}>
        {nameChannel(channel, me.id)}
      </SidebarName>
      <DirectFacts channel={channel} />
    </ConversationLink>
  );
});

/** The avatar of the other person, or two of the other people, one before the other. */
export function DirectSign({ channel, className }: { channel: Channel; className?: string }) {
  const me = useMe();
  const others = otherPeople(channel, me.id);
  const only = others.length === 1 ? others[0] : undefined;
  if (only) return <PresentAvatar person={only} size="tiny" className={className} />;
  return (
    <span aria-hidden className={cn("relative inline-block size-5 shrink-0", className)}>
      {others.slice(0, 2).map((person, index) => (
        <PersonAvatar
          key={person.id}
          {...person}
          size="tiny"
          className={cn(
            "absolute size-3.5 rounded-sm text-[7px]",
            // Of its letters no more would be seen than a corner.
            index === 0 ? "top-0 left-0 text-[0]" : "right-0 bottom-0 outline-1 outline-panel",
          )}
        />
      ))}
    </span>
  );
}

/** Says in words what the avatar shows by its ring and its dot. */
function DirectFacts({ channel }: { channel: Channel }) {
  const me = useMe();
  const others = otherPeople(channel, me.id);
  const online = useOnline(others.length === 1 ? (others[0]?.id ?? "") : "");
  const facts = [
    others.some((person) => person.guest) && (others.length === 1 ? "guest" : "with guests"),
    online && "online",
  ].filter(Boolean);
  return facts.length > 0 && <span className="sr-only">, {facts.join(", ")}</span>;
}
