"use client";

import { Paperclip } from "lucide-react";
import { useEffect, useRef, useState } from "react";

interface DropZoneProps {
  /** The name of the conversation to which the files are added. */
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

/**
 * Takes files that are dropped anywhere on the page. Otherwise the browser would open a file that misses the composer,
 * in place of the chat.
 * @returns whether files are being dragged over the page
 */
function useFileDrop(onDrop: (files: readonly File[]) => void): boolean {
  const [held, setHeld] = useState(false);
  const take = useRef(onDrop);
  useEffect(() => {
    take.current = onDrop;
  });

  useEffect(() => {
    const listening = new AbortController();
    const on = (
      type: "dragenter" | "dragover" | "dragleave" | "drop",
      hear: (e: DragEvent) => void,
    ) =>
      window.addEventListener(type, (event) => carriesFiles(event) && hear(event), {
        signal: listening.signal,
      });
    on("dragenter", () => setHeld(true));
    on("dragover", (event) => {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
    });
    // Only a `dragleave` out of the window has no related target.
    on("dragleave", (event) => event.relatedTarget === null && setHeld(false));
    on("drop", (event) => {
      event.preventDefault();
      setHeld(false);
      take.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => listening.abort();
  }, []);

  return held;
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
