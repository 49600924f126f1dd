"use client";

import { useState } from "react";
import type { Message } from "@/lib/api-types";
import { useBodyAsText } from "../composer/mentions/use-names";
import { AlertDialog } from "@/ui/primitives/alert-dialog";

interface DeleteDialogProps {
  message: Message | null;
  onClose: () => void;
  onDelete: (message: Message) => Promise<boolean>;
}

export function DeleteDialog({ message, onClose, onDelete }: DeleteDialogProps) {
  const [busy, setBusy] = useState(false);
  const spell = useBodyAsText();
  async function remove() {
    if (!message) return;
    setBusy(true);
    const deleted = await onDelete(message);
    setBusy(false);
    if (deleted) onClose();
  }
  return (
    <AlertDialog
      open={message !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Delete this message?"
      description="It is deleted for everyone. If others have answered it in a thread, their answers stay."
      confirm="Delete"
      busy={busy}
      onConfirm={() => void remove()}
    >
      {message && (
        <blockquote className="line-clamp-4 border-line-strong border-l-2 pl-3 text-ink-soft [overflow-wrap:anywhere]">
          {spell(message.body)}
        </blockquote>
      )}
    </AlertDialog>
  );
}
