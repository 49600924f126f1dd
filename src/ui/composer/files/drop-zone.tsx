"use client";

import { Paperclip } from "lucide-react";
import { useFileDrop } from "./use-file-drop";

interface DropZoneProps {
  /** The name of the place where the files are added. */
  target: string;
  onDrop: (files: readonly File[]) => void;
}

/** While files are dragged over the page, says where they will be added. */
export function DropZone({ target, onDrop }: DropZoneProps) {
  if (!useFileDrop(onDrop)) return null;
  return (
    <div className="pointer-events-none fixed inset-3 z-40 grid animate-fade-in place-items-center rounded-xl border-2 border-accent border-dashed bg-scrim">
      <p className="flex items-center gap-2 rounded-lg bg-raised px-4 py-3 font-medium text-ink shadow-float">
        <Paperclip aria-hidden className="size-4 text-accent-ink" />
        Drop to add to {target}
      </p>
    </div>
  );
}
