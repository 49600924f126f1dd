"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import type { EarlyTextDialogProps } from "@/ui/shell/overlay-slot";
import { useMessagePerson } from "@/ui/people/use-open-direct";
import { readRecentChannels } from "@/ui/sidebar/recent-channels";
import { useGoToChannel, useOpenChannelId } from "@/ui/channel/use-go-to-channel";
import { cn } from "@/ui/primitives/cn";
import { focusOn } from "@/ui/primitives/dialog";
import { panelStyle, scrimStyle } from "@/ui/primitives/dialog-style";
import { isComposing } from "@/ui/primitives/is-composing";
import { Kbd } from "@/ui/primitives/kbd";
import { takeFocus } from "@/ui/primitives/take-focus";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useObservable } from "@/ui/realtime/observable";
import { type Destination, findDestinations } from "./destinations";
import { SwitcherRow } from "./switcher-row";
import { usePages } from "./use-pages";

/** Jumps to a channel, a person or a page by the first letters of its name. */
export function Switcher({ begun, onClose, returnFocus }: EarlyTextDialogProps) {
  const { workspace, state, memory } = useRealtime();
  const all = useObservable(state, (now) => now);
  const [query, setQuery] = useState(begun);
  const [at, setAt] = useState(0);
  const [recent] = useState(() => readRecentChannels(memory));
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const openId = useOpenChannelId();
  const pages = usePages();
  const goTo = useGoToChannel();
  const message = useMessagePerson();
  const router = useRouter();

  const found = useMemo(() => {
    const places = findDestinations(all, { query, recent, openId, pages });
    return query.trim() === "" ? places : [...places, toSearch(workspace.slug, query)];
  }, [all, query, recent, openId, pages, workspace.slug]);
  const chosen = Math.min(at, found.length - 1);
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  function go(destination: Destination | undefined) {
    if (!destination) return;
    onClose();
    if (destination.kind === "channel") goTo(destination.channel.id, true);
    else if (destination.kind === "person") void message(destination.person.id);
    else router.push(destination.path);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((chosen + step + found.length) % Math.max(found.length, 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[chosen]);
    }
  }

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          aria-describedby={undefined}
          onCloseAutoFocus={focusOn(() => findFocus() ?? returnFocus())}
          className={cn(panelStyle, "[--dialog:36rem] max-sm:h-[92dvh]")}
        >
          <Radix.Title className="sr-only">Jump to</Radix.Title>
          <div className="flex h-13 shrink-0 items-center gap-3 border-b px-4">
            <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <input
              ref={takeFocus}
              type="text"
              role="combobox"
              aria-label="Jump to a channel, a person or a page"
              aria-expanded={found.length > 0}
              aria-controls={listId}
              aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              placeholder="Channel, person or page"
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="h-full min-w-0 flex-1 bg-transparent text-message outline-none placeholder:text-ink-faint"
            />
            <Kbd className="max-sm:hidden">Esc</Kbd>
            <Radix.Close className="px-2 py-3 text-ink-soft sm:hidden">Close</Radix.Close>
          </div>
          <div
            ref={list}
            id={listId}
            role="listbox"
            aria-label="Results"
            className="min-h-0 flex-1 overflow-y-auto p-1.5"
          >
            {found.map((destination, index) => (
              <SwitcherRow
                key={`${destination.kind}:${destination.key}`}
                id={`${listId}-${index}`}
                destination={destination}
                chosen={index === chosen}
                onPoint={() => setAt(index)}
                onPick={() => go(destination)}
              />
            ))}
          </div>
          {found.length === 0 && (
            <p className="px-5 pt-4 pb-8 text-center text-ink-soft">
              You are in no other channel yet. Type to find more.
            </p>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The element that has the focus by now. The page that was opened may have taken it before the switcher closed. */
function findFocus(): HTMLElement | null {
  const { activeElement, body } = document;
  return activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
}

/** The last entry: searches the messages for the text. */
function toSearch(slug: string, query: string): Destination {
  const wanted = query.trim();
  return {
    kind: "page",
    key: "search-for",
    name: `Search messages for “${wanted}”`,
    path: `/w/${slug}/search?q=${encodeURIComponent(wanted)}`,
  };
}
