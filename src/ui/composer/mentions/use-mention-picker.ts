"use client";

import { type RefObject, useEffect, useMemo, useState } from "react";
import { EVERYONE_NAME, HERE_NAME } from "@/lib/notification-text";
import type { ChannelPeople } from "@/ui/people/use-channel-people";
import { useObservable } from "@/ui/realtime/observable";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { replaceText } from "../replace-text";
import { useChoices } from "../use-choices";
import { type Choice, findPeople, type MentionQuery, readQuery } from "./find-people";
import { EVERYONE, HERE, toToken } from "./mention-text";
import type { Place } from "./places";

interface PickerPorts {
  field: RefObject<HTMLTextAreaElement | null>;
  /** Remembers who is meant by a name in the text. */
  mark: (place: Place) => void;
  channelPeople: Pick<ChannelPeople, "people" | "load">;
  /** The ids of those who cannot see the thread that is written in; null while that is not known. */
  hiddenFrom: ReadonlySet<string> | null;
  /** Whether the author may mention everyone here. */
  everyone: boolean;
}

export type MentionPicker = ReturnType<typeof useMentionPicker>;

/** Completion of names in a field: the choices, and the keys that move among them. */
export function useMentionPicker(ports: PickerPorts) {
  const { field, mark, channelPeople, hiddenFrom, everyone } = ports;
  const all = useObservable(useRealtime().state, (state) => state.people);
  const me = useMe();
  const [query, setQuery] = useState<MentionQuery | null>(null);

  const here = useMemo(
    () => channelPeople.people && new Set(channelPeople.people.map((person) => person.id)),
    [channelPeople.people],
  );
  const words = query?.words ?? null;
  const choices = useMemo(() => {
    if (words === null) return [];
    const people = Object.values(all);
    return findPeople(words, { people, meId: me.id, here, hiddenFrom, everyone });
  }, [words, all, me.id, here, hiddenFrom, everyone]);
  const close = () => setQuery(null);
  const list = useChoices({ choices, choose, close, start: query?.start ?? 0, words: words ?? "" });

  const { load } = channelPeople;
  useEffect(() => {
    // The response only decides the order. Without it, everybody is offered in the same order.
    if (words !== null) load().catch(() => undefined);
  }, [words, load]);

  /** Reads again what is before the caret. */
  function look(): void {
    setQuery(readField(field.current));
  }

  function choose(choice: Choice): void {
    const element = field.current;
    const typed = readField(element);
    if (!element || !typed) return close();
    const [name, token] = spell(choice);
    const { start } = typed;
    const end = start + 1 + name.length;
    const typedEnd = start + 1 + typed.words.length;
    const isSpaced = element.value[typedEnd] === " ";
    replaceText(element, start, typedEnd + (isSpaced ? 1 : 0), `@${name} `);
    mark({ start, end, token });
    close();
  }

  return { ...list, look, close };
}

/** What stands after the `@` in the field, and what is sent. */
function spell(choice: Choice): [name: string, token: string] {
  if (choice.kind === "person") return [choice.name, toToken(choice.id)];
  return choice.kind === "here" ? [HERE_NAME, HERE] : [EVERYONE_NAME, EVERYONE];
}

function readField(field: HTMLTextAreaElement | null): MentionQuery | null {
  if (!field || field.selectionStart !== field.selectionEnd) return null;
  return readQuery(field.value, field.selectionStart);
}
