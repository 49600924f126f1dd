"use client";

import { Link2, Pencil, Trash2 } from "lucide-react";
import type { Message } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { EmojiPicker } from "./emoji-picker";
import type { MessageCommands } from "./use-message-commands";

interface MessageActionsProps {
  message: Message;
  commands: MessageCommands;
  mayEdit: boolean;
  mayDelete: boolean;
  onEdit: () => void;
  onDelete: () => void;
  onOpenChange: (open: boolean) => void;
}

/** What can be done with a message, at the top right of its row on hover and focus. */
export function MessageActions(props: MessageActionsProps) {
  const { message, commands, mayEdit, mayDelete, onEdit, onDelete, onOpenChange } = props;
  return (
    <div
      role="toolbar"
      aria-label="Message actions"
      className="absolute -top-4 right-3 z-10 flex rounded-lg bg-raised p-0.5 shadow-float md:right-5"
    >
      <EmojiPicker
        label="React"
        onPick={(emoji) => void commands.react(message, emoji)}
        onOpenChange={onOpenChange}
      />
      <IconButton
        label="Copy link"
        title="Copy link"
        tooltip={false}
        size="small"
        onClick={() => void commands.copyLink(message)}
      >
        <Link2 />
      </IconButton>
      {mayEdit && (
        <IconButton label="Edit" title="Edit" tooltip={false} size="small" onClick={onEdit}>
          <Pencil />
        </IconButton>
      )}
      {mayDelete && (
        <IconButton label="Delete" title="Delete" tooltip={false} size="small" onClick={onDelete}>
          <Trash2 />
        </IconButton>
      )}
    </div>
  );
}
