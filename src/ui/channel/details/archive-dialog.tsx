"use client";

import type { Channel } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { useAction } from "@/ui/use-action";
import { useChangeChannel } from "./use-change-channel";

interface ArchiveDialogProps {
  channel: Channel;
  onClose: () => void;
}

export function ArchiveDialog({ channel, onClose }: ArchiveDialogProps) {
  const change = useChangeChannel(channel);
  const archive = useAction(async () => {
    await change({ archived: true });
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Archive ${channel.name}`}
      description="Nothing more is written here. Those who read it now can go on reading and searching it. You can bring it back."
      confirm="Archive channel"
      busy={archive.busy}
      onConfirm={() => void archive.run()}
    >
      {archive.failure && <Alert>{archive.failure.message}</Alert>}
    </AlertDialog>
  );
}
