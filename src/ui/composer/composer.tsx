"use client";

import { ArrowUp, Type } from "lucide-react";
import { type Ref, useId, useImperativeHandle, useRef } from "react";
import type { Channel, Message } from "@/lib/api-types";
import { IconButton } from "@/ui/primitives/icon-button";
import { EmojiPicker } from "../emoji/emoji-picker";
import { useInsertion } from "../emoji/use-insertion";
import { late, NEEDS_CONNECTION } from "../primitives/late";
import { toast } from "../primitives/toast";
import { useRealtime } from "../realtime/realtime-provider";
import { GrowingText } from "../message/growing-text";
import { NotifyAllDialog } from "../shell/lazy-dialogs";
import { useChannelName } from "../sidebar/use-channel-name";
import { AttachButton } from "./files/attach-button";
import { DropZone } from "./files/drop-zone";
import { useFormatBar } from "./format/use-format-bar";
import { UploadTray } from "./files/upload-tray";
import type { makeQuote as make } from "./make-quote";
import { ReadersNote, useReaders } from "./readers-note";
import { useComposedMessage } from "./use-composed-message";

const Completions = late(async () => (await import("./completions")).Completions);
const FormatBar = late(async () => (await import("./format/format-bar")).FormatBar);

/** The script is loaded with the first quote, and said to be missing if it cannot be. */
async function makeQuote(...of: Parameters<typeof make>) {
  try {
    return await (await import("./make-quote")).makeQuote(...of);
  } catch {
    toast.info(NEEDS_CONNECTION, { id: NEEDS_CONNECTION });
    return null;
  }
}

/** What others may do with a composer. */
export interface ComposerHandle {
  focus(): void;
  /** Puts a quote of the message before the text. */
  quote(message: Message): void;
}

interface ComposerProps {
  channel: Channel;
  /** The message whose thread the user writes in. */
  threadId?: string;
  /** Whether the user is a guest. */
  guest: boolean;
  onSent: () => void;
  onEditLast?: () => void;
  ref?: Ref<ComposerHandle>;
}

/** The field for a message. It says which guests will read it before the first word. */
export function Composer({ channel, threadId, guest, onSent, onEditLast, ref }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const message = useComposedMessage({ channel, threadId, guest, field, onSent });
  const { text, write, files, completions, isSendable, question } = message;
  const pickFiles = (picked: readonly File[]) => {
    files.add(picked);
    field.current?.focus();
  };
  const realtime = useRealtime();
  const insertion = useInsertion(field, write);
  const { name, signed } = useChannelName(channel);
  const readers = useReaders(channel, guest, message.hiddenFrom);
  const [isFormatting, toggleFormatting] = useFormatBar();
  const [noteId, barId] = [useId(), useId()];

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    quote(quoted) {
      void makeQuote(realtime, { channel, threadId, guest }, quoted).then(
        (words) => words !== null && message.putBefore(words),
      );
      requestAnimationFrame(() => field.current?.focus());
    },
  }));

  return (
    <div
      data-composer
      className="relative px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-5"
    >
      <div className="relative rounded-xl border border-line-strong bg-raised shadow-low transition-[border-color,box-shadow] focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/20">
        {readers && <ReadersNote id={noteId} readers={readers} guest={guest} />}
        <UploadTray tray={files.tray} />
        {isFormatting && <FormatBar id={barId} field={field} onMissing={toggleFormatting} />}
        <div className="flex items-end gap-1.5 p-1.5">
          <AttachButton onPick={pickFiles} />
          <GrowingText
            ref={field}
            label={threadId ? "Reply in thread" : `Message to ${name}`}
            placeholder={threadId ? "Reply…" : `Message ${signed}`}
            describedBy={readers ? noteId : undefined}
            value={text}
            onChange={write}
            onEnter={() => completions.isLoading() || void message.send()}
            onUp={onEditLast}
            onKey={completions.pressKey}
            onCaret={completions.look}
            completions={completions.open}
            onBlur={message.rest}
            onPaste={files.paste}
            className="max-h-[40dvh] px-2 py-1 coarse:py-2.5"
          />
          <IconButton
            label="Formatting"
            aria-expanded={isFormatting}
            aria-controls={isFormatting ? barId : undefined}
            className="max-sm:hidden"
            onPointerDown={(event) => event.preventDefault()}
            onPointerEnter={FormatBar.fetch}
            onClick={toggleFormatting}
          >
            <Type />
          </IconButton>
          <EmojiPicker
            label="Add emoji"
            size="medium"
            onPick={insertion.insert}
            onPicked={insertion.goOn}
          />
          <IconButton
            label="Send"
            tooltip={false}
            variant={isSendable ? "primary" : "ghost"}
            disabled={!isSendable}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => void message.send()}
          >
            <ArrowUp />
          </IconButton>
        </div>
        {completions.isWanted && (
          <Completions
            ref={completions.handle}
            field={field}
            mark={message.mark}
            channelPeople={message.people}
            hiddenFrom={message.hiddenFrom}
            everyone={!guest}
            onOpen={completions.setOpen}
          />
        )}
        <DropZone target={threadId ? "the thread" : signed} field={field} onDrop={pickFiles} />
        <Unreached names={message.unreached} />
        {message.nearTheEnd && <CharactersLeft left={message.left} />}
      </div>
      <NotifyAllDialog
        count={question?.count ?? null}
        channelName={name}
        onClose={() => message.answer(false)}
        onConfirm={() => message.answer(true)}
      />
    </div>
  );
}

/** Says before sending whom a mention will not reach. */
function Unreached({ names }: { names: string[] }) {
  const who = names.join(" and ");
  return (
    <p role="status" className={names.length > 0 ? "px-3 pb-2 text-ink-soft text-meta" : undefined}>
      {names.length > 0 &&
        `${who} cannot see this thread: it began before their access. They will not be told.`}
    </p>
  );
}

function CharactersLeft({ left }: { left: number }) {
  return (
    <p role="status" className="nums px-3 pb-2 text-right text-ink-soft text-meta">
      {`${countCharacters(Math.abs(left))} ${left >= 0 ? "left" : "too many"}`}
    </p>
  );
}

const countCharacters = (count: number) =>
  `${count.toLocaleString("en")} ${count === 1 ? "character" : "characters"}`;
