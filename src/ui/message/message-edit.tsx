"use client";

import { useRef, useState } from "react";
import type { Message } from "@/lib/api-types";
import { Button } from "@/ui/primitives/button";
import { late } from "@/ui/primitives/late";
import { GrowingText } from "./growing-text";
import { toEditable, toTokens } from "../composer/mentions/mention-text";
import { addPlace, changeText } from "../composer/mentions/places";
import { useChannelOf, useNameFinder, useNames } from "../composer/mentions/use-names";
import { useCompletions } from "../composer/use-completions";
import { useMay } from "../shell/use-may";
import { useKeptWords } from "./use-kept-words";
import { checkBody } from "./message-limits";

/** The completions of the field. They are loaded when the first stands there. */
const EditCompletions = late(
  async () => (await import("../composer/edit-completions")).EditCompletions,
);

interface MessageEditProps {
  message: Message;
  onSave: (body: string) => Promise<boolean>;
  onClose: () => void;
}

/** A field to edit the user's own message. Enter saves, Escape cancels. */
export function MessageEdit({ message, onSave, onClose }: MessageEditProps) {
  const { body } = message;
  const field = useRef<HTMLTextAreaElement>(null);
  const nameOf = useNames();
  const channelOf = useChannelOf(null);
  const names = useNameFinder(useMay("message.mentionAll"));
  const [written, setWritten] = useState(() => toEditable(body, nameOf, names, channelOf));
  const [busy, setBusy] = useState(false);
  useKeptWords(message, written.text, onClose);
  const completions = useCompletions(field);
  const { sendable } = checkBody(written.text);

  async function save() {
    if (!sendable || busy) return;
    const next = checkBody(toTokens(written, names)).clean;
    if (next === body) return onClose();
    setBusy(true);
    const saved = await onSave(next);
    setBusy(false);
    if (saved) onClose();
  }

  return (
    <div className="relative mt-1 rounded-lg border border-line-strong bg-raised p-1 focus-within:border-accent">
      <GrowingText
        ref={field}
        label="Edit message"
        value={written.text}
        autoFocus
        onChange={(text, caret) => setWritten((before) => changeText(before, text, caret))}
        onEnter={() => completions.isLoading() || void save()}
        onEscape={onClose}
        onKey={completions.pressKey}
        onCaret={completions.look}
        completions={completions.open}
        onBlur={completions.close}
        className="max-h-[40dvh] px-2 py-1"
      />
      {completions.isWanted && (
        <EditCompletions
          completions={completions}
          field={field}
          mark={(place) => setWritten((before) => addPlace(before, place))}
          message={message}
        />
      )}
      <div className="flex items-center justify-end gap-2 p-1">
        <span className="mr-auto px-1 text-ink-faint text-meta max-sm:hidden">
          Escape to cancel, Enter to save
        </span>
        <Button size="small" variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="small"
          variant="primary"
          busy={busy}
          disabled={!sendable}
          onClick={() => void save()}
        >
          Save
        </Button>
      </div>
    </div>
  );
}
