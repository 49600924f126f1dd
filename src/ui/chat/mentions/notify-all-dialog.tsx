"use client";

import { AlertDialog } from "@/ui/primitives/alert-dialog";

interface NotifyAllDialogProps {
  /** How many others will hear of it; null while nothing is asked. */
  count: number | null;
  channelName: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** One question before everybody is called. */
export function NotifyAllDialog({ count, channelName, onClose, onConfirm }: NotifyAllDialogProps) {
  const people = count === 1 ? "1 person" : `${count} people`;
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
