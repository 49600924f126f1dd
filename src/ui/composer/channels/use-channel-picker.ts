"use client";

import { type RefObject, useMemo, useState } from "react";
import type { Channel } from "@/lib/api-types";
import { channelPath } from "@/ui/channel/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useChannels } from "@/ui/realtime/use-channels";
import type { Place } from "../mentions/places";
import { replaceText } from "../replace-text";
import { useChoices } from "../use-choices";
import { type ChannelQuery, findChannels, readChannelQuery } from "./find-channels";

interface PickerPorts {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Remembers which channel is meant by a name in the text. */
  mark: (place: Place) => void;
}

/**
 * Completion of the names of channels after a `#`. What is sent is the channel's address: whoever may not see the channel
 * learns nothing by it, not even its name.
 */
export function useChannelPicker({ field, mark }: PickerPorts) {
  const { workspace } = useRealtime();
  const all = useChannels();
  const [query, setQuery] = useState<ChannelQuery | null>(null);
  const words = query?.words ?? null;
  const choices = useMemo(() => (words === null ? [] : findChannels(words, all)), [words, all]);
  const close = () => setQuery(null);
  const list = useChoices({ choices, choose, close, start: query?.start ?? 0, words: words ?? "" });

  function look(): void {
    setQuery(readField(field.current));
  }

  function choose({ id, name }: Channel): void {
    const element = field.current;
    const typed = readField(element);
    if (!element || !typed) return close();
    const { start } = typed;
    const typedEnd = start + 1 + typed.words.length;
    const isSpaced = element.value[typedEnd] === " ";
    replaceText(element, start, typedEnd + (isSpaced ? 1 : 0), `#${name} `);
    const address = `${window.location.origin}${channelPath(workspace.slug, id)}`;
    mark({ start, end: start + 1 + name.length, token: `<${address}>` });
    close();
  }

  return { ...list, look, close };
}

function readField(field: HTMLTextAreaElement | null): ChannelQuery | null {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  return readChannelQuery(field.value, field.selectionStart);
}
