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
  // Nobody could be counted, as without a connection: then it is everyone, however many.
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
