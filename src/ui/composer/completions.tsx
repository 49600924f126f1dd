"use client";

import {
  type KeyboardEvent,
  type Ref,
  type RefObject,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useRef,
} from "react";
import type { ChannelPeople } from "@/ui/people/use-channel-people";
import { EmojiList } from "../emoji/emoji-list";
import { useEmojiCompletion } from "../emoji/use-emoji-completion";
import { ChannelList } from "./channels/channel-list";
import { useChannelPicker } from "./channels/use-channel-picker";
import { MentionList } from "./mentions/mention-list";
import type { Place } from "./mentions/places";
import { useMentionPicker } from "./mentions/use-mention-picker";

/** What a composer tells its completions. */
export interface CompletionsHandle {
  /** Reads again what is before the caret. */
  look(): void;
  /** @returns whether an open list handled the key */
  pressKey(event: KeyboardEvent): boolean;
  close(): void;
}

/** The ids by which a field names the open list and its active choice. */
export interface OpenList {
  listId: string;
  activeId: string;
}

interface CompletionsProps {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Remembers what is meant by a name in the text. */
  mark: (place: Place) => void;
  channelPeople: ChannelPeople;
  /** The ids of those who cannot see the thread that is written in; null while that is not known. */
  hiddenFrom: ReadonlySet<string> | null;
  /** Whether the author may mention everyone here. */
  everyone: boolean;
  onOpen: (list: OpenList | null) => void;
  ref: Ref<CompletionsHandle>;
}

/** The completions of people after `@`, channels after `#` and emoji after `:`. Loaded with the first of these signs. */
export function Completions(props: CompletionsProps) {
  const { field, mark, channelPeople, hiddenFrom, everyone, onOpen, ref } = props;
  const mentions = useMentionPicker({ field, mark, channelPeople, hiddenFrom, everyone });
  const channels = useChannelPicker({ field, mark });
  const emoji = useEmojiCompletion(field);
  const all = [mentions, channels, emoji];
  const place = () => `${field.current?.selectionStart} ${field.current?.value}`;
  // Where the user has closed a list, a caret that is only reported again opens none.
  const dismissed = useRef("");
  const handle: CompletionsHandle = {
    look() {
      if (place() !== dismissed.current) all.forEach((one) => one.look());
    },
    pressKey(event) {
      const isHandled = all.some((one) => one.pressKey(event));
      if (isHandled && event.key === "Escape") dismissed.current = place();
      return isHandled;
    },
    close: () => all.forEach((one) => one.close()),
  };
  useImperativeHandle(ref, () => handle);

  // The sign that these were loaded for is before the caret.
  const lookFirst = useEffectEvent(() => {
    if (document.activeElement === field.current) handle.look();
  });
  useEffect(() => lookFirst(), []);

  const open = all.find((one) => one.open);
  const [listId, active] = [open?.listId ?? null, open?.active ?? 0];
  const tell = useEffectEvent(onOpen);
  useEffect(() => {
    tell(listId === null ? null : { listId, activeId: `${listId}-${active}` });
  }, [listId, active]);

  return (
    <>
      <MentionList picker={mentions} field={field} />
      <ChannelList picker={channels} field={field} />
      <EmojiList completion={emoji} field={field} />
    </>
  );
}
