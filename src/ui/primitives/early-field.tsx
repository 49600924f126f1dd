"use client";

import type { KeyboardEvent } from "react";
import { cn } from "./cn";
import { panelStyle, scrimStyle } from "./dialog-style";
import { isComposing } from "./is-composing";
import { takeFocus } from "./take-focus";

interface EarlyFieldProps {
  /** The title of the dialog that is being loaded, and the label of its field. */
  title: string;
  label: string;
  begun: string;
  onType: (text: string) => void;
  onClose: () => void;
}

/**
 * Replaces a dialog while it is being loaded, so that text typed right away goes into its field. In the composer it
 * would be sent. It becomes visible only if loading takes a while.
 */
export function EarlyField({ title, label, begun, onType, onClose }: EarlyFieldProps) {
  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Escape") onClose();
    // There is nothing to choose or to go to yet.
    if (["Enter", "Tab", "Escape"].includes(event.key)) event.preventDefault();
  }

  return (
    <>
      <div aria-hidden className={cn(scrimStyle, "animate-late")} onPointerDown={onClose} />
      <div
        role="dialog"
        aria-modal
        aria-busy
        aria-label={title}
        className={cn(panelStyle, "animate-late [--dialog:36rem]")}
      >
        <input
          ref={takeFocus}
          type="text"
          aria-label={label}
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          value={begun}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-13 min-w-0 bg-transparent px-4 text-message outline-none placeholder:text-ink-faint"
        />
      </div>
    </>
  );
}
