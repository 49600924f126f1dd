"use client";

import type { Channel, Guest } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Time } from "@/ui/primitives/time";
import { serverNow } from "@/ui/server-clock";
import { listChannelNames } from "./channel-names";
import { findRow } from "./row-id";

interface RestoreDialogProps {
  guest: Guest;
  workspace: { name: string };
  channels: Channel[];
  onClose: () => void;
  onRestore: (guest: Guest) => void;
}

/** The confirmation before a guest whose access was revoked is let in again. It says who, and which channels they get back. */
export function RestoreDialog({
  guest,
  workspace,
  channels,
  onClose,
  onRestore,
}: RestoreDialogProps) {
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Restore ${guest.name}?`}
      description={
        <p>
          {guest.name} ({guest.email}) can come back to {workspace.name} at once. They see{" "}
          <strong className="font-medium text-ink">
            {listChannelNames(guest.channelIds, channels)}
          </strong>{" "}
          again, with what was written there meanwhile. <Until guest={guest} />
        </p>
      }
      confirm="Restore access"
      onConfirm={() => {
        onRestore(guest);
        onClose();
      }}
      returnFocus={() => findRow(guest.id)}
    />
  );
}

function Until({ guest: { expiresAt } }: { guest: Guest }) {
  if (!expiresAt) return "Their access has no end date.";
  if (Date.parse(expiresAt) <= serverNow()) {
    return "Their access has expired, though: extend it to let them in.";
  }
  return (
    <>
      Their access ends <Time at={expiresAt} show="end" />.
    </>
  );
}
