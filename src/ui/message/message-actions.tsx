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
import type { Message } from "@/lib/api-types";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/ui/primitives/dropdown-menu";
import { IconButton } from "@/ui/primitives/icon-button";
import { EmojiPicker } from "../emoji/emoji-picker";
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
  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-3 z-10 flex rounded-lg bg-raised p-0.5 shadow-float md:right-5"
    >
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
      <Action label="Quote" onClick={() => tools.onQuote(message)}>
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

interface ActionProps {
  label: string;
  onClick: () => void;
  children: React.ReactNode;
}

function Action({ label, onClick, children }: ActionProps) {
  return (
    <IconButton label={label} title={label} tooltip={false} size="small" onClick={onClick}>
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
