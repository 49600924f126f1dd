"use client";

import { ArrowUp } from "lucide-react";
import { type Ref, useId, useMemo, useRef } from "react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { createTypingSignal } from "@/ui/realtime/typing";
import { countGuests } from "./channel-name";
import { GrowingText } from "./growing-text";
import { checkBody } from "./message-limits";
import { useDraft } from "./use-draft";

interface ComposerProps {
  channel: Channel;
  /** Whether the one who writes is a guest, and so not one to be told of. */
  guest: boolean;
  onSent: () => void;
  onEditLast: () => void;
  ref?: Ref<HTMLTextAreaElement>;
}

/** Where one writes. It says who from outside will read it before the first word. */
export function Composer({ channel, guest, onSent, onEditLast, ref }: ComposerProps) {
  const { outbox, connection } = useRealtime();
  const [text, setText, forget] = useDraft(channel.id);
  const signal = useMemo(
    () => createTypingSignal(connection, channel.id),
    [connection, channel.id],
  );
  const noteId = useId();
  const box = useRef<HTMLDivElement>(null);
  const { clean, sendable, left, nearTheEnd } = checkBody(text);
  const outsiders = channel.guestCount - (guest ? 1 : 0);

  function write(next: string) {
    setText(next);
    if (next.trim() === "") signal.stop();
    else if (channel.joined) signal.typing();
  }

  function send() {
    if (!sendable) return;
    outbox.send({ channelId: channel.id, body: clean });
    forget();
    signal.stop();
    onSent();
  }

  return (
    <div ref={box} className="px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-5">
      <div
        className={cn(
          "rounded-xl border border-line-strong bg-raised shadow-low transition-[border-color,box-shadow] focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/20",
        )}
      >
        {outsiders > 0 && (
          <p
            id={noteId}
            className="rounded-t-[11px] border-guest border-t-2 px-3 pt-1.5 font-medium text-guest-ink text-meta"
          >
            {describeReaders(outsiders, guest)}
          </p>
        )}
        <div className="flex items-end gap-1.5 p-1.5">
          <GrowingText
            ref={ref}
            label={`Message to ${channel.name}`}
            placeholder={`Message #${channel.name}`}
            describedBy={outsiders > 0 ? noteId : undefined}
            value={text}
            onChange={write}
            onEnter={send}
            onUp={onEditLast}
            onBlur={signal.stop}
            className="max-h-[40dvh] px-2 py-1 coarse:py-2.5"
          />
          <IconButton
            label="Send"
            tooltip={false}
            variant={sendable ? "primary" : "ghost"}
            disabled={!sendable}
            onPointerDown={(event) => event.preventDefault()}
            onClick={send}
          >
            <ArrowUp />
          </IconButton>
        </div>
        {nearTheEnd && (
          <p role="status" className="nums px-3 pb-2 text-right text-ink-soft text-meta">
            {left >= 0
              ? `${left.toLocaleString("en")} characters left`
              : `${(-left).toLocaleString("en")} characters too many`}
          </p>
        )}
      </div>
    </div>
  );
}

function describeReaders(outsiders: number, guest: boolean): string {
  const who = guest
    ? `${outsiders} other ${outsiders === 1 ? "guest" : "guests"}`
    : countGuests(outsiders);
  return `${who} can read this`;
}
