"use client";

import { useEffect, useRef, useState } from "react";

/**
 * Takes files that are dropped anywhere on the page. Otherwise the browser would open a file that misses the composer,
 * in place of the chat.
 * @returns whether files are being dragged over the page
 */
export function useFileDrop(onDrop: (files: readonly File[]) => void): boolean {
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
