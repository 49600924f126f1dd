"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useOverlays } from "@/ui/chat/overlay-context";
import { noteVisit } from "@/ui/chat/places/recent-places";
import { useOpenChannelId } from "@/ui/chat/use-go-to-channel";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useShortcuts } from "./use-shortcuts";

/** Dialogs are a tenth of the page's script: fetched when one is opened. */
const Switcher = dynamic(async () => (await import("./switcher")).Switcher, { ssr: false });
const ShortcutSheet = dynamic(async () => (await import("./shortcut-sheet")).ShortcutSheet, {
  ssr: false,
});
const NewMessageDialog = dynamic(
  async () => (await import("@/ui/chat/people/new-message-dialog")).NewMessageDialog,
  { ssr: false },
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

  const close = () => show(null);
  if (overlay?.kind === "switcher") return <Switcher onClose={close} />;
  if (overlay?.kind === "shortcuts") return <ShortcutSheet onClose={close} />;
  if (overlay?.kind === "message") return <NewMessageDialog to={overlay.to} onClose={close} />;
  return null;
}
