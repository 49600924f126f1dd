"use client";

import type { Channel, ChannelPerson } from "@/lib/api-types";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { Alert } from "@/ui/primitives/alert";
import { useAction } from "@/ui/use-action";

interface RemovePersonDialogProps {
  channel: Channel;
  person: ChannelPerson;
  remove: (userId: string) => Promise<void>;
  onClose: () => void;
}

export function RemovePersonDialog({ channel, person, remove, onClose }: RemovePersonDialogProps) {
  const work = useAction(async () => {
    await remove(person.id);
    onClose();
  });
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${person.name} from ${channel.name}`}
      description={
        channel.visibility === "private"
          ? "They no longer see this channel, from this moment on. What they wrote stays."
          : "They get no new messages from here. As a member they can still find the channel and join again. What they wrote stays."
      }
      confirm="Remove from channel"
      tone="cut"
      busy={work.busy}
      onConfirm={() => void work.run()}
    >
      {work.failure && <Alert>{work.failure.message}</Alert>}
    </AlertDialog>
  );
}
