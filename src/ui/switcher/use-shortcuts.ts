"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect } from "react";
import { readDraft } from "@/ui/composer/drafts";
import { useOverlays } from "@/ui/shell/overlay-context";
import { findAdjacentConversation } from "@/ui/sidebar/conversations";
import { useConversations } from "@/ui/sidebar/use-conversations";
import { findOpenChannelId, useGoToChannel } from "@/ui/channel/use-go-to-channel";
import { toast } from "@/ui/primitives/toast";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { describeFailure, request } from "@/ui/request";
import { isApple, readLetter } from "./keys";

/**
 * The shortcuts that work anywhere in a workspace, unless the user is typing. The listener is on the window, which gets
 * a key after the document. So what a page does with a key comes first, whichever was hydrated first.
 */
export function useShortcuts(): void {
  const { workspace, memory } = useRealtime();
  const { overlay, show } = useOverlays();
  const conversations = useConversations();
  const goTo = useGoToChannel();
  const markAllRead = useMarkAllRead();
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
      read: () => void markAllRead(),
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
  }, [workspace.slug, memory, overlay, show, conversations, goTo, markAllRead, router]);
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

/** Marks everything in the workspace as read, on every device. It can be taken back, as the keys are pressed by mistake. */
function useMarkAllRead(): () => Promise<void> {
  const { workspace, state, reading } = useRealtime();
  return useCallback(async () => {
    const unread = Object.values(state.get().channels).flatMap(({ channel }) =>
      channel.joined && channel.unreadCount > 0 ? [channel] : [],
    );
    async function undo() {
      try {
        for (const { id, lastReadSeq } of unread) await reading.markUnread(id, lastReadSeq + 1);
      } catch (failure) {
        toast.error("Not all is unread again", { description: describeFailure(failure) });
      }
    }
    try {
      await request("POST", `/api/workspaces/${encodeURIComponent(workspace.slug)}/read`, {});
      toast.success("Everything is marked as read", {
        ...(unread.length > 0 && { action: { label: "Undo", onClick: () => void undo() } }),
      });
    } catch (failure) {
      toast.error("Nothing was marked as read", { description: describeFailure(failure) });
    }
  }, [workspace.slug, state, reading]);
}
