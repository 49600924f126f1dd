"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { readDraft } from "@/ui/composer/drafts";
import { useOverlays } from "@/ui/shell/overlay-context";
import { findAdjacentConversation } from "@/ui/sidebar/conversations";
import { useConversations } from "@/ui/sidebar/use-conversations";
import { findOpenChannelId, useGoToChannel } from "@/ui/channel/use-go-to-channel";
import { toast } from "@/ui/primitives/toast";
import type { Realtime } from "@/ui/realtime/realtime";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure } from "@/ui/request";
import { isApple, readLetter } from "./keys";

/**
 * The shortcuts that work anywhere in a workspace, unless the user is typing. The listener is on the window, which gets
 * a key after the document. So what a page does with a key comes first, whichever was hydrated first.
 */
export function useShortcuts(): void {
  const realtime = useRealtime();
  const { workspace, memory } = realtime;
  const { overlay, show } = useOverlays();
  const conversations = useConversations();
  const goTo = useGoToChannel();
  const router = useRouter();

  useEffect(() => {
    function go(event: KeyboardEvent) {
      const back = event.key === "ArrowUp";
      const next = findAdjacentConversation(conversations, findOpenChannelId(), {
        back,
        onlyNew: event.shiftKey,
      });
      // In a field that has text, these keys move the caret. So a channel with a draft does not get the focus in its
      // composer: the next press would stay in it.
      if (next) goTo(next.id, !readDraft(memory, next.id));
    }

    const commands: Record<Command, (event: KeyboardEvent) => void> = {
      switcher: () => show(overlay?.kind === "switcher" ? null : { kind: "switcher" }),
      shortcuts: () => show({ kind: "shortcuts" }),
      search: () => router.push(`/w/${workspace.slug}/search`),
      neighbour: go,
      read: () => void markAllRead(realtime),
    };

    function onKeyDown(event: KeyboardEvent) {
      const command = readCommand(event);
      if (!command || event.defaultPrevented) return;
      if (isDialogOpen() && !(command === "switcher" && overlay)) return;
      event.preventDefault();
      commands[command](event);
    }

    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [realtime, workspace.slug, memory, overlay, show, conversations, goTo, router]);
}

type Command = "switcher" | "shortcuts" | "search" | "neighbour" | "read";

/** The command for a key, depending on the element where it was pressed. */
function readCommand(event: KeyboardEvent): Command | null {
  const { key, altKey, shiftKey } = event;
  const control = isApple() ? event.metaKey : event.ctrlKey;
  const modified = event.metaKey || event.ctrlKey || altKey;
  const letter = readLetter(event);
  if (control && !altKey && !shiftKey && letter === "k") return "switcher";
  if (control && !altKey && shiftKey && letter === "f") return "search";
  const field = readField(event.target);
  // In a field with text, keys that move the caret or write belong to the field.
  if (field === "written") return null;
  if (altKey && !event.metaKey && !event.ctrlKey && /^Arrow(Up|Down)$/.test(key)) {
    return "neighbour";
  }
  if (shiftKey && !modified && key === "Escape") return "read";
  if (field === "empty" || modified) return null;
  if (key === "?") return "shortcuts";
  return key === "/" ? "search" : null;
}

function readField(target: EventTarget | null): "written" | "empty" | null {
  if (!(target instanceof HTMLElement)) return null;
  if (target instanceof HTMLTextAreaElement || isTextInput(target)) {
    return target.value === "" ? "empty" : "written";
  }
  return target.isContentEditable ? "written" : null;
}

function isTextInput(target: HTMLElement): target is HTMLInputElement {
  return (
    target instanceof HTMLInputElement &&
    !["checkbox", "radio", "button", "submit", "file"].includes(target.type)
  );
}

function isDialogOpen(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}

/** The script is loaded when it is first needed. Without it nothing is marked, and the user is told. */
export async function markAllRead(realtime: Realtime): Promise<void> {
  try {
    const { markAll } = await import("./mark-all-read");
    await markAll(realtime);
  } catch (failure) {
    toast.error("Nothing was marked as read", { description: describeFailure(failure) });
  }
}
