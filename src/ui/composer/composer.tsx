"use client";

import { ArrowUp } from "lucide-react";
import {
  type Ref,
  useEffect,
  useEffectEvent,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Channel } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { IconButton } from "@/ui/primitives/icon-button";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { createTypingSignal } from "@/ui/realtime/store/typing";
import { useObservable } from "@/ui/realtime/observable";
import { countGuests } from "../channel/channel-name";
import type { Completion } from "./completion-list";
import { EmojiList } from "../emoji/emoji-list";
import { EmojiPicker } from "../emoji/emoji-picker";
import { hasCodes, spellCodes } from "../emoji/spell-codes";
import { useEmojiCompletion } from "../emoji/use-emoji-completion";
import { useInsertion } from "../emoji/use-insertion";
import { AttachButton } from "./files/attach-button";
import { nameFiles } from "../message/files/describe-file";
import { DropZone } from "./files/drop-zone";
import { UploadTray } from "./files/upload-tray";
import { useComposerFiles } from "./files/use-composer-files";
import { GrowingText } from "../message/growing-text";
import { MentionList } from "./mentions/mention-list";
import { mentionsEveryone, toTokens } from "./mentions/mention-text";
import { NotifyAllDialog } from "../shell/lazy-dialogs";
import { useMentionPicker } from "./mentions/use-mention-picker";
import { checkBody } from "../message/message-limits";
import { useChannelPeople } from "../people/use-channel-people";
import { useChannelName } from "../sidebar/use-channel-name";
import { useDraft } from "./use-draft";

/** What others may do with a composer. */
export interface ComposerHandle {
  focus(): void;
  /** Puts a quote before what is written already. */
  quote(text: string): void;
}

type CompletionState = Pick<Completion<unknown>, "open" | "listId" | "active">;

interface ComposerProps {
  channel: Channel;
  /** The message whose thread is written to. */
  threadId?: string;
  /** Whether the one who writes is a guest, and so not one to be told of. */
  guest: boolean;
  onSent: () => void;
  onEditLast?: () => void;
  ref?: Ref<ComposerHandle>;
}

/** Where one writes. It says who from outside will read it before the first word. */
export function Composer({ channel, threadId, guest, onSent, onEditLast, ref }: ComposerProps) {
  const { outbox, connection, state } = useRealtime();
  const field = useRef<HTMLTextAreaElement>(null);
  const place = threadId ? `${channel.id}:${threadId}` : channel.id;
  const [text, setText, forget, entered] = useDraft(place, field);
  const signal = useMemo(
    () => createTypingSignal(connection, channel.id),
    [connection, channel.id],
  );
  const noteId = useId();
  const { name, signed } = useChannelName(channel);
  const channelPeople = useChannelPeople(channel);
  const picker = useMentionPicker({ text, setText, field, channelPeople, everyone: !guest });
  const emoji = useEmojiCompletion({ text, setText: write, field });
  const insertion = useInsertion(field, write);
  const spelling = useRef(false);
  const [asking, setAsking] = useState<{ body: string; count: number } | null>(null);
  const files = useComposerFiles(channel.id, threadId && `${channel.id}:${threadId}`);
  const { clean, sendable: written, left, nearTheEnd } = checkBody(text);
  const sendable = files.settled && left >= 0 && (written || files.tray.length > 0);
  const outsiders = channel.guestCount - (guest ? 1 : 0);
  const away = useObservable(state, ({ people }) =>
    channel.people.flatMap(({ id, name }) => (people[id]?.ended ? name : [])).join(" and "),
  );
  const noted = outsiders > 0 || away !== "";

  function write(next: string) {
    setText(next);
    if (next.trim() === "") signal.stop();
    else if (channel.joined) signal.typing();
  }

  async function send() {
    if (!sendable || spelling.current) return;
    const tokens = toTokens(clean, picker.namedPeople(), !guest);
    const body = hasCodes(tokens) ? await spell(tokens) : tokens;
    if (guest || !mentionsEveryone(body)) return post(body, readLeft());
    const people = await channelPeople.load().catch(() => null);
    setAsking({ body, count: Math.max(0, (people?.length ?? 1) - 1) });
  }

  /** Emoji by their short names, where their table comes soon: no second Enter sends it all again meanwhile. */
  async function spell(body: string): Promise<string> {
    spelling.current = true;
    const spelled = await spellCodes(body);
    spelling.current = false;
    return spelled;
  }

  /** What is not sent of what stands there: what was typed on meanwhile, and all of it where it was changed. */
  function readLeft(): string {
    const written = field.current?.value ?? text;
    return written.startsWith(text) ? written.slice(text.length) : written;
  }

  function post(body: string, left = "") {
    const sent = files.take();
    outbox.send({
      channelId: channel.id,
      body: body || nameFiles(sent),
      parentId: threadId ?? null,
      files: sent,
    });
    setAsking(null);
    forget();
    signal.stop();
    if (left !== "") write(left);
    onSent();
  }

  const sendEntered = useEffectEvent(() => void send());
  useEffect(() => {
    if (entered) sendEntered();
  }, [entered]);

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    quote(words) {
      setText(`${words}\n${text}`);
      requestAnimationFrame(() => field.current?.focus());
    },
  }));

  return (
    <div
      data-composer
      className="relative px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-5"
    >
      <div
        className={cn(
          "relative rounded-xl border border-line-strong bg-raised shadow-low transition-[border-color,box-shadow] focus-within:border-accent focus-within:ring-3 focus-within:ring-accent/20",
        )}
      >
        {noted && (
          <div
            id={noteId}
            className={cn(
              "px-3 pt-1.5 text-ink-soft text-meta",
              outsiders > 0 && "rounded-t-[11px] border-guest border-t-2",
            )}
          >
            {outsiders > 0 && (
              <p className="font-medium text-guest-ink">{describeReaders(outsiders, guest)}</p>
            )}
            {away && <p>{away}’s access has ended: they do not read this now</p>}
          </div>
        )}
        <UploadTray tray={files.tray} />
        <div className="flex items-end gap-1.5 p-1.5">
          <AttachButton onPick={files.add} />
          <GrowingText
            ref={field}
            label={threadId ? "Reply in thread" : `Message to ${name}`}
            placeholder={threadId ? "Reply…" : `Message ${signed}`}
            describedBy={noted ? noteId : undefined}
            value={text}
            onChange={write}
            onEnter={() => void send()}
            onUp={onEditLast}
            onKey={(event) => picker.pressKey(event) || emoji.pressKey(event)}
            onCaret={() => {
              picker.look();
              emoji.look();
            }}
            completions={describeCompletion(picker) ?? describeCompletion(emoji)}
            onBlur={() => {
              signal.stop();
              picker.close();
              emoji.close();
            }}
            onPaste={files.paste}
            className="max-h-[40dvh] px-2 py-1 coarse:py-2.5"
          />
          <EmojiPicker
            label="Add emoji"
            size="medium"
            onPick={insertion.insert}
            onPicked={insertion.goOn}
          />
          <IconButton
            label="Send"
            tooltip={false}
            variant={sendable ? "primary" : "ghost"}
            disabled={!sendable}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => void send()}
          >
            <ArrowUp />
          </IconButton>
        </div>
        <MentionList picker={picker} />
        <EmojiList completion={emoji} />
        {!threadId && <DropZone target={signed} onDrop={files.add} />}
        {nearTheEnd && (
          <p role="status" className="nums px-3 pb-2 text-right text-ink-soft text-meta">
            {left >= 0
              ? `${left.toLocaleString("en")} characters left`
              : `${(-left).toLocaleString("en")} characters too many`}
          </p>
        )}
      </div>
      <NotifyAllDialog
        count={asking?.count ?? null}
        channelName={name}
        onClose={() => setAsking(null)}
        onConfirm={() => asking && post(asking.body)}
      />
    </div>
  );
}

/** For the field that has the keys of an open list. */
function describeCompletion({ open, listId, active }: CompletionState) {
  return open ? { listId, activeId: `${listId}-${active}` } : null;
}

function describeReaders(outsiders: number, guest: boolean): string {
  const who = guest
    ? `${outsiders} other ${outsiders === 1 ? "guest" : "guests"}`
    : countGuests(outsiders);
  return `${who} can read this`;
}
