"use client";

import { Paperclip } from "lucide-react";
import { useFileDrop } from "./use-file-drop";

interface DropZoneProps {
  /** Where the files will go, in words. */
  target: string;
  onDrop: (files: readonly File[]) => void;
}

/** Says, while files are held over the page, where they go when they are let go. */
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
