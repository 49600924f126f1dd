"use client";

import { useState } from "react";
import { EarlyField } from "@/ui/primitives/early-field";
import { late } from "@/ui/primitives/late";
import { useOverlays } from "./overlay-context";

/** Dialogs are a tenth of the page's script: fetched when one is opened. */
const Switcher = late(async () => (await import("../switcher/switcher")).Switcher);
const ShortcutSheet = late(async () => (await import("../switcher/shortcut-sheet")).ShortcutSheet);
const NewMessageDialog = late(
  async () => (await import("../people/new-message-dialog")).NewMessageDialog,
);

/** What a dialog with a field is told by whoever opens it. */
export interface BegunDialogProps {
  /** What was typed before it stood. */
  begun: string;
  onClose: () => void;
  /** Who had the focus before; by the time that the dialog stands it is somebody else. */
  returnFocus: () => HTMLElement | null;
}

/** Over the page: what the keys or a button asked for. */
export function OverlaySlot() {
  const { overlay, show } = useOverlays();
  const close = () => show(null);
  if (overlay?.kind === "switcher") return <BegunSwitcher />;
  if (overlay?.kind === "message") return <BegunNewMessage to={overlay.to} />;
  return overlay && <ShortcutSheet onClose={close} onMissing={close} />;
}

function BegunSwitcher() {
  const { waiting, ...ways } = useEarlyField("Jump to", "Channel, person or page");
  return <Switcher {...ways} waiting={waiting} />;
}

function BegunNewMessage({ to }: { to: string[] | undefined }) {
  const { waiting, ...ways } = useEarlyField("New message", "Type a name");
  return <NewMessageDialog to={to} {...ways} waiting={waiting} />;
}

/** What is typed until the dialog stands is kept for it, and the focus for whoever had it. */
function useEarlyField(title: string, label: string) {
  const { show, returnFocus } = useOverlays();
  const [begun, setBegun] = useState("");
  const onClose = () => show(null);
  const leave = () => {
    onClose();
    returnFocus()?.focus();
  };
  const field = { title, label, begun, onType: setBegun, onClose: leave };
  return { begun, onClose, returnFocus, onMissing: leave, waiting: <EarlyField {...field} /> };
}
