"use client";

import { Ellipsis, MessageSquare, UserRoundMinus } from "lucide-react";
import Link from "next/link";
import type { Channel, ChannelPerson } from "@/lib/api-types";
import { PresentAvatar, useOnline } from "@/ui/people/present-avatar";
import { ROLE_NAMES } from "@/ui/people/role-names";
import { useMessagePerson } from "@/ui/people/use-open-direct";
import { useMay, useMayBeginDirects } from "@/ui/shell/use-may";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { cn } from "@/ui/primitives/cn";
import { nameGuest } from "@/ui/primitives/guest-pill";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe, usePerson } from "@/ui/realtime/use-channels";
import { ADMIN_PAGES, pagePath } from "@/ui/shell/admin-pages";

interface PersonRowProps {
  channel: Channel;
  person: ChannelPerson;
  /** Whether a direct conversation with them would not be refused. */
  offersMessage: boolean;
  onRemove?: () => void;
}

/** A person in a channel. For a guest it also names who invited them. */
export function PersonRow({ channel, person, offersMessage, onRemove }: PersonRowProps) {
  const me = useMe();
  const online = useOnline(person.id);
  const guest = person.as === "guest";
  const known = usePerson(person.id);
  const facts = [
    person.id === me.id
      ? "You"
      : guest && !person.sponsor
        ? nameGuest(known)
        : ROLE_NAMES[person.as],
    guest && person.sponsor && `invited by ${person.sponsor}`,
    known?.alike?.email,
    online && "here now",
  ].filter(Boolean);
  return (
    <li className="flex min-h-11 items-center gap-3 rounded-md px-2 py-1">
      <PresentAvatar person={{ id: person.id, name: person.name, guest }} />
      <div className="min-w-0 flex-1">
        <p className="font-medium [overflow-wrap:anywhere]">{person.name}</p>
        <p className={cn("text-meta", guest ? "text-guest-ink" : "text-ink-faint")}>
          {facts.join(" · ")}
        </p>
      </div>
      {person.id !== me.id && <RowButtons {...{ channel, person, offersMessage, onRemove }} />}
    </li>
  );
}

function RowButtons({ channel, person, offersMessage, onRemove }: PersonRowProps) {
  const { workspace } = useRealtime();
  const directs = useMayBeginDirects();
  const change = useMay(onRemove ? "channel.removePerson" : "guest.manage");
  const message = useMessagePerson();
  const elsewhere =
    directs && offersMessage && (channel.kind === "channel" || channel.people.length > 2);
  return (
    <div className="flex shrink-0">
      {elsewhere && (
        <IconButton label={`Message ${person.name}`} onClick={() => void message(person.id)}>
          <MessageSquare />
        </IconButton>
      )}
      {change && channel.kind === "channel" && (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <IconButton label={`More for ${person.name}`} tooltip={false}>
              <Ellipsis />
            </IconButton>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            {onRemove ? (
              <DropdownMenuItem onSelect={onRemove}>
                <UserRoundMinus aria-hidden />
                Remove from channel
              </DropdownMenuItem>
            ) : (
              <DropdownMenuItem asChild>
                <Link href={pagePath(workspace.slug, ADMIN_PAGES.guests)} prefetch={false}>
                  <UserRoundMinus aria-hidden />
                  Change access on the Guests page
                </Link>
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
      )}
    </div>
  );
}
