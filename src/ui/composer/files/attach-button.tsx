"use client";

import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { IconButton } from "@/ui/primitives/icon-button";

/** The button that picks files. On a phone the camera is offered too. */
export function AttachButton({ onPick }: { onPick: (files: readonly File[]) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ target }) => {
          onPick([...(target.files ?? [])]);
          // Without this the browser would not report the same file again after it was removed.
          target.value = "";
        }}
      />
      <IconButton label="Attach files" onClick={() => field.current?.click()}>
        <Paperclip />
      </IconButton>
    </>
  );
}
