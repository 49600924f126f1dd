"use client";

import { useState } from "react";
import { EarlyField } from "@/ui/primitives/early-field";
import { late } from "@/ui/primitives/late";
import { useOverlays } from "./overlay-context";

/** Dialogs are a tenth of the page's script. They are loaded when one is opened. */
const Switcher = late(async () => (await import("../switcher/switcher")).Switcher);
const ShortcutSheet = late(async () => (await import("../switcher/shortcut-sheet")).ShortcutSheet);
const OwnAccessDialog = late(
  async () => (await import("../own-access/own-access-dialog")).OwnAccessDialog,
);
const Lightbox = late(async () => (await import("../message/files/lightbox")).Lightbox);
const NewMessageDialog = late(
  async () => (await import("../people/new-message-dialog")).NewMessageDialog,
);

/** The props of a dialog that has a field. */
export interface EarlyTextDialogProps {
  /** Text that was typed before the dialog was loaded. */
  begun: string;
  onClose: () => void;
  /** The element that had the focus before. When the dialog has loaded, another element has it. */
  returnFocus: () => HTMLElement | null;
}

/** The dialog that is open over the page. */
export function OverlaySlot() {
  const { overlay, show, returnFocus } = useOverlays();
  const close = () => show(null);
  if (overlay?.kind === "switcher") return <BegunSwitcher />;
  if (overlay?.kind === "message") return <BegunNewMessage to={overlay.to} />;
  if (overlay?.kind === "access") {
    return <OwnAccessDialog onClose={close} returnFocus={returnFocus} onMissing={close} />;
  }
  if (overlay?.kind === "pictures") {
    const { pictures, at } = overlay;
    return <Lightbox {...{ pictures, at, returnFocus }} onClose={close} onMissing={close} />;
  }
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

/** Keeps the text that is typed until the dialog is loaded, and the focus for the element that had it. */
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
