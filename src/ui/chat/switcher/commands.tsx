"use client";

import { useEffect, useState } from "react";
import { useOverlays } from "@/ui/chat/overlay-context";
import { noteVisit } from "@/ui/chat/places/recent-places";
import { useOpenChannelId } from "@/ui/chat/use-go-to-channel";
import { late } from "@/ui/primitives/late";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { EarlyKeys } from "./early-keys";
import { useShortcuts } from "./use-shortcuts";

/** Dialogs are a tenth of the page's script: fetched when one is opened. */
const Switcher = late(async () => (await import("./switcher")).Switcher);
const ShortcutSheet = late(async () => (await import("./shortcut-sheet")).ShortcutSheet);
const NewMessageDialog = late(
  async () => (await import("@/ui/chat/people/new-message-dialog")).NewMessageDialog,
);

/** What the keyboard does anywhere in a workspace, and what it opens. */
export function Commands() {
  const { overlay, show, setKeys } = useOverlays();
  const { memory } = useRealtime();
  const open = useOpenChannelId();
  useShortcuts();
  useEffect(() => {
    if (open) noteVisit(memory, open);
  }, [memory, open]);

  useEffect(() => {
    setKeys(true);
    return () => setKeys(false);
  }, [setKeys]);

  // What is typed before a dialog stands is the beginning of its search.
  const [typed, setTyped] = useState({ meant: overlay, text: "" });
  const begun = typed.meant === overlay ? typed.text : "";
  const close = () => show(null);
  const ways = { onClose: close, onMissing: close };
  const type = (text: string) => setTyped({ meant: overlay, text });
  const waiting = <EarlyKeys text={begun} onText={type} onClose={close} />;
  if (overlay?.kind === "switcher") {
    return <Switcher begun={begun} {...ways} waiting={waiting} />;
  }
  if (overlay?.kind === "shortcuts") return <ShortcutSheet {...ways} />;
  if (overlay?.kind === "message") {
    return <NewMessageDialog to={overlay.to} begun={begun} {...ways} waiting={waiting} />;
  }
  return null;
}
