"use client";

import {
  BookmarkMinus,
  Ellipsis,
  Link2,
  MessageSquareReply,
  Pencil,
  Pin,
  PinOff,
  Quote,
  Trash2,
} from "lucide-react";
import { useEffect, useState } from "react";
import type { Message } from "@/lib/api-types";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { EmojiPicker } from "../emoji/emoji-picker";
import { noteEmoji, readRecentEmoji } from "../emoji/recent-emoji";
import { MessageEdit } from "./lazy-edit";
import type { RowTools } from "./row-tools";
import { openThread } from "../shell/use-channel-params";

interface MessageActionsProps {
  message: Message;
  tools: RowTools;
  onOpenChange: (open: boolean) => void;
}

/** The toolbar of a message, at the top right of its row while it is hovered or focused. */
export function MessageActions({ message, tools, onOpenChange }: MessageActionsProps) {
  const mine = message.author.id === tools.meId;
  useEffect(() => {
    if (mine) MessageEdit.fetch();
  }, [mine]);
  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-3 z-10 flex group-has-[[data-person][aria-expanded=true]]/row:hidden rounded-lg bg-raised p-0.5 shadow-float max-md:coarse:-top-11 md:right-5 coarse:[&_button]:h-11 coarse:[&_button]:w-11"
    >
      <QuickReactions onPick={(emoji) => void tools.commands.react(message, emoji)} />
      <EmojiPicker
        label="React"
        onPick={(emoji) => void tools.commands.react(message, emoji)}
        onOpenChange={onOpenChange}
      />
      {tools.threads && (
        <Action label="Reply in thread" onClick={() => openThread(message.id)}>
          <MessageSquareReply />
        </Action>
      )}
      <Action label="Quote" className="max-sm:coarse:hidden" onClick={() => tools.onQuote(message)}>
        <Quote />
      </Action>
      {mine && (
        <Action label="Edit" onClick={() => tools.onEdit(message)}>
          <Pencil />
        </Action>
      )}
      <MoreMenu message={message} tools={tools} onOpenChange={onOpenChange} />
    </div>
  );
}

/** How many emoji stand ready: those that the user took last. */
const QUICK = 3;

function QuickReactions({ onPick }: { onPick: (emoji: string) => void }) {
  const { memory } = useRealtime();
  const [emoji] = useState(() => readRecentEmoji(memory).slice(0, QUICK));
  return emoji.map((one) => (
    <Action
      key={one}
      label={`React with ${one}`}
      onClick={() => {
        noteEmoji(memory, one);
        onPick(one);
      }}
    >
      <span className="font-emoji text-base leading-none">{one}</span>
    </Action>
  ));
}

interface ActionProps {
  label: string;
  className?: string;
  onClick: () => void;
  children: React.ReactNode;
}

function Action({ label, className, onClick, children }: ActionProps) {
  return (
    <IconButton
      label={label}
      title={label}
      tooltip={false}
      size="small"
      className={className}
      onClick={onClick}
    >
      {children}
    </IconButton>
  );
}

function MoreMenu({ message, tools, onOpenChange }: MessageActionsProps) {
  const { commands, mayPin, mayModerate, meId } = tools;
  const mayDelete = mayModerate || message.author.id === meId;
  return (
    <DropdownMenu onOpenChange={onOpenChange}>
      <DropdownMenuTrigger asChild>
        <IconButton label="More" title="More" tooltip={false} size="small">
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => void commands.copyLink(message)}>
          <Link2 aria-hidden />
          Copy link
        </DropdownMenuItem>
        <DropdownMenuItem className="sm:hidden" onSelect={() => tools.onQuote(message)}>
          <Quote aria-hidden />
          Quote
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void commands.markUnread(message)}>
          <BookmarkMinus aria-hidden />
          Mark unread from here
        </DropdownMenuItem>
        {mayPin && (
          <DropdownMenuItem onSelect={() => void commands.pin(message, message.pinnedAt === null)}>
            {message.pinnedAt === null ? <Pin aria-hidden /> : <PinOff aria-hidden />}
            {message.pinnedAt === null ? "Pin to channel" : "Unpin"}
          </DropdownMenuItem>
        )}
        {mayDelete && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => tools.onDelete(message)}>
              <Trash2 aria-hidden />
              Delete
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
