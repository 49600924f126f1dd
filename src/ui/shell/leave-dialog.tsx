"use client";

import { Alert } from "@/ui/primitives/alert";
import { AlertDialog } from "@/ui/primitives/alert-dialog";
import { leaveWorkspace } from "@/ui/gate/leave-workspace";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { useAction } from "@/ui/use-action";

/** The confirmation before the user leaves the workspace. It says what becomes of what they wrote. */
export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { workspace } = useRealtime();
  const { run, busy, failure } = useAction(() => leaveWorkspace(workspace.slug));
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Leave ${workspace.name}?`}
      description={
        <p>
          You lose access to {workspace.name} at once, on all your devices. What you wrote and
          shared stays there, under your name. To come back, you need a new invitation.
        </p>
      }
      confirm={`Leave ${workspace.name}`}
      tone="cut"
      busy={busy}
      onConfirm={() => void run()}
    >
      {failure && <Alert>{failure.message}</Alert>}
    </AlertDialog>
  );
}
