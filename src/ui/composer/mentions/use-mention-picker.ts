"use client";

import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import type { ChannelPeople } from "@/ui/people/use-channel-people";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useMe } from "@/ui/realtime/use-channels";
import { useObservable } from "@/ui/realtime/observable";
import { type Choice, findPeople, type MentionQuery, readQuery } from "./find-people";
import { EVERYONE_NAME } from "@/lib/notification-text";

interface PickerPorts {
  text: string;
  setText: (text: string) => void;
  field: RefObject<HTMLTextAreaElement | null>;
  channelPeople: Pick<ChannelPeople, "people" | "load">;
  /** The ids of those who cannot see the thread that is written in; null while that is not known. */
  hiddenFrom: ReadonlySet<string> | null;
  /** Whether the author may mention everyone here. */
  everyone: boolean;
}

export type MentionPicker = ReturnType<typeof useMentionPicker>;

/** Completion of names in a field: the choices, and the keys that move among them. */
export function useMentionPicker(ports: PickerPorts) {
  const { text, setText, field, channelPeople, hiddenFrom, everyone } = ports;
  const all = useObservable(useRealtime().state, (state) => state.people);
  const me = useMe();
  const listId = useId();
  const [query, setQuery] = useState<MentionQuery | null>(null);
  const [at, setAt] = useState(0);
  const picked = useRef(new Map<string, string>());

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
  const active = Math.min(at, Math.max(0, choices.length - 1));
  const open = choices.length > 0;

  const { load } = channelPeople;
  useEffect(() => {
    // The response only decides the order. Without it, everybody is offered in the same order.
    if (words !== null) load().catch(() => undefined);
  }, [words, load]);

  /** Reads again what is before the caret. */
  function look(): void {
    const caret = field.current?.selectionStart;
    const next = caret === undefined ? null : readQuery(field.current?.value ?? "", caret);
    if (next?.words !== query?.words) setAt(0);
    setQuery(next);
  }

  function choose(choice: Choice): void {
    if (!query || !field.current) return;
    const name = choice.kind === "everyone" ? EVERYONE_NAME : choice.name;
    if (choice.kind === "person") picked.current.set(name, choice.id);
    const before = `${text.slice(0, query.start)}@${name} `;
    const after = text.slice(query.start + 1 + query.words.length).replace(/^ /, "");
    // Synchronously: the next letter may be typed before the next frame, and must come after the name.
    flushSync(() => {
      setText(before + after);
      setQuery(null);
    });
    field.current.focus();
    field.current.setSelectionRange(before.length, before.length);
  }

  /** @returns whether the list handled the key */
  function pressKey(event: KeyboardEvent): boolean {
    if (!open || event.shiftKey) return false;
    const chosen = choices[active];
    if (event.key === "ArrowDown") setAt((active + 1) % choices.length);
    else if (event.key === "ArrowUp") setAt((active + choices.length - 1) % choices.length);
    else if (event.key === "Escape") setQuery(null);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) choose(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** User ids by name. People who were picked take precedence. */
  function namedPeople(): Map<string, string> {
    const named = Object.values(all).map((person) => [person.name, person.id] as const);
    return new Map([...named, ...picked.current]);
  }

  return {
    listId,
    choices,
    active,
    open,
    look,
    choose,
    pressKey,
    namedPeople,
    close: () => setQuery(null),
    remember: (name: string, id: string) => picked.current.set(name, id),
  };
}
