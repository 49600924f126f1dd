"use client";

import { AlertDialog } from "@/ui/primitives/alert-dialog";

interface NotifyAllDialogProps {
  /** How many other people will be notified; null while the dialog is closed. */
  count: number | null;
  channelName: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks for confirmation before everybody in a channel is notified. */
export function NotifyAllDialog({ count, channelName, onClose, onConfirm }: NotifyAllDialogProps) {
  // Without a connection nobody could be counted: the dialog then says "everyone".
  const people = count ? (count === 1 ? "1 person" : `${count} people`) : "everyone";
  return (
    <AlertDialog
      open={count !== null}
      onOpenChange={(open) => !open && onClose()}
      title={`Notify ${people}?`}
      description={`@channel tells everyone in ${channelName}, also those who are not looking just now.`}
      confirm={`Notify ${people}`}
      onConfirm={onConfirm}
    />
  );
}
