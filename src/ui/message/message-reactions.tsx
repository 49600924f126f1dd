"use client";

import type { Message, Reaction } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { Tooltip } from "@/ui/primitives/tooltip";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import type { MessageCommands } from "./use-message-commands";

interface MessageReactionsProps {
  message: Message;
  commands: MessageCommands;
}

/** The reactions to a message. A click adds the user's own, or removes it. */
export function MessageReactions({ message, commands }: MessageReactionsProps) {
  return (
    <div className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map((reaction) => (
        <ReactionPill
          key={reaction.emoji}
          reaction={reaction}
          onToggle={() => void commands.react(message, reaction.emoji)}
        />
      ))}
    </div>
  );
}

function ReactionPill({ reaction, onToggle }: { reaction: Reaction; onToggle: () => void }) {
  const me = useMe();
  const names = useNames(reaction.userIds);
  const mine = reaction.userIds.includes(me.id);
  return (
    <Tooltip content={names}>
      <button
        type="button"
        aria-pressed={mine}
        aria-label={`${reaction.emoji} ${reaction.userIds.length}, ${names}`}
        onClick={onToggle}
        className={cn(
          "touch-target relative inline-flex h-6 items-center gap-1.5 rounded-full border px-2 text-meta transition-colors coarse:h-8",
          mine
            ? "border-accent bg-accent-soft font-semibold text-accent-ink"
            : "bg-raised text-ink-soft hover:border-line-strong",
        )}
      >
        <span aria-hidden className="font-emoji text-[13px] leading-none">
          {reaction.emoji}
        </span>
        <span aria-hidden className="nums">
          {reaction.userIds.length}
        </span>
      </button>
    </Tooltip>
  );
}

function useNames(userIds: string[]): string {
  const { state } = useRealtime();
  const people = useObservable(state, (all) => all.people);
  const me = useMe();
  const names = userIds.map((id) => (id === me.id ? "you" : (people[id]?.name ?? "somebody")));
  return names.length > 12 ? `${names.slice(0, 12).join(", ")} and others` : names.join(", ");
}
