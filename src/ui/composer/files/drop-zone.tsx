"use client";

import { Paperclip } from "lucide-react";
import { type RefObject, useEffect, useEffectEvent, useState } from "react";

interface DropZoneProps {
  /** What the files are added to, in words. */
  target: string;
  field: RefObject<HTMLElement | null>;
  onDrop: (files: readonly File[]) => void;
}

/** While files are dragged over the page, says where they will be added, and covers that part of the page. */
export function DropZone({ target, field, onDrop }: DropZoneProps) {
  const pane = useFileDrop(field, onDrop);
  if (!pane) return null;
  const { left, top, width, height } = pane;
  return (
    <div
      style={{ left, top, width, height }}
      className="pointer-events-none fixed z-40 animate-fade-in bg-scrim p-2"
    >
      <div className="grid size-full place-items-center rounded-xl border-2 border-accent border-dashed">
        <p className="flex max-w-full items-center gap-2 rounded-lg bg-raised px-4 py-3 font-medium text-ink shadow-float">
          <Paperclip aria-hidden className="size-4 shrink-0 text-accent-ink" />
          <span className="min-w-0 truncate">Drop to add to {target}</span>
        </p>
      </div>
    </div>
  );
}

/**
 * Takes files that are dropped on the part of the page in which a composer is. The composer of the main part also takes
 * what is dropped anywhere else: otherwise the browser would open the file in place of the chat.
 * @returns where that part is while files are dragged over what the composer takes; null otherwise
 */
function useFileDrop(field: RefObject<HTMLElement | null>, onDrop: DropZoneProps["onDrop"]) {
  const [pane, setPane] = useState<DOMRect | null>(null);

  const hear = useEffectEvent((event: DragEvent) => {
    const own = field.current?.closest("[data-composer]");
    const isOwn = own !== undefined && own === findTaker(event.target);
    if (event.type === "drop") {
      setPane(null);
      if (!isOwn) return;
      event.preventDefault();
      onDrop([...(event.dataTransfer?.files ?? [])]);
    } else if (isOwn) {
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
      setPane((before) => before ?? paneOf(own).getBoundingClientRect());
    } else setPane(null);
  });

  useEffect(() => {
    const listening = new AbortController();
    const { signal } = listening;
    for (const type of ["dragenter", "dragover", "drop"] as const) {
      window.addEventListener(type, (event) => carriesFiles(event) && hear(event), { signal });
    }
    // Only a `dragleave` out of the window has no related target.
    const leave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setPane(null);
    window.addEventListener("dragleave", leave, { signal });
    return () => listening.abort();
  }, []);

  return pane;
}

const paneOf = (composer: Element) => composer.closest("aside, [role=dialog], main") ?? composer;

/** The composer to which files are added that are dropped on this element. */
function findTaker(target: EventTarget | null): Element | undefined {
  const composers = [...document.querySelectorAll("[data-composer]")];
  const isOver = (composer: Element) => target instanceof Node && paneOf(composer).contains(target);
  return composers.find(isOver) ?? composers.find((composer) => paneOf(composer).matches("main"));
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
