"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, type UIEvent, useRef } from "react";
import { cn } from "./cn";
import { panelStyle, scrimStyle } from "./dialog-style";
import { IconButton } from "./icon-button";
import { findOpener, findReturn, noteOpener, type Opener } from "./opener";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons at the bottom right. They stay visible while the content scrolls. */
  footer?: ReactNode;
  width?: "narrow" | "wide";
  /** If set, the content and the footer are in a form, and this is called when it is submitted. */
  onSubmit?: () => void;
  /** Finds the element that gets the focus afterwards. By default it is the one that had it before. */
  returnFocus?: () => HTMLElement | null;
}

/** A dialog over the page: a sheet from the bottom on a phone, a card elsewhere. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  width = "narrow",
  onSubmit,
  returnFocus,
}: DialogProps) {
  const opened = useOpened(open, returnFocus);
  const body = (
    <>
      <div
        data-body
        className="min-h-0 flex-1 overflow-y-auto border-transparent border-t px-5 pt-2 pb-5 data-scrolled:border-line"
        onScroll={markScrolled}
      >
        {children}
      </div>
      {footer && <DialogFooter>{footer}</DialogFooter>}
    </>
  );
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          className={cn(panelStyle, width === "wide" ? "[--dialog:38rem]" : "[--dialog:28rem]")}
          onOpenAutoFocus={focusFirstControl}
          {...opened}
          {...(description ? {} : { "aria-describedby": undefined })}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-2.5">
            <div className="min-w-0">
              <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
              {description && (
                <Radix.Description className="mt-0.5 text-ink-soft">
                  {description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" tooltip={false} size="small" className="-mt-1 -mr-1.5">
                <X />
              </IconButton>
            </Radix.Close>
          </div>
          {onSubmit ? (
            <form
              noValidate
              className="flex min-h-0 flex-1 flex-col"
              onSubmit={(event) => {
                event.preventDefault();
                event.stopPropagation();
                onSubmit();
              }}
            >
              {body}
            </form>
          ) : (
            body
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** While some of the content is under the header, a line divides them. */
function markScrolled({ currentTarget: body }: UIEvent<HTMLElement>) {
  body.toggleAttribute("data-scrolled", body.scrollTop > 0);
}

/** Focuses the first control in the content, not the button that closes the dialog. */
function focusFirstControl(event: Event) {
  const panel = event.currentTarget as HTMLElement;
  const first = panel.querySelector<HTMLElement>(
    "[data-body] :is(input, textarea, button):not(:disabled)",
  );
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/**
 * Gives the focus back when a dialog is closed: to what `find` returns, or else to what it was opened from. Radix knows
 * that only of dialogs with a trigger, and of those without an own control that takes the focus.
 */
export function useOpened(open: boolean, find: (() => HTMLElement | null) | undefined) {
  const last = useRef<{ open: boolean; opener: Opener | null }>({ open: false, opener: null });
  if (open !== last.current.open) {
    last.current = { open, opener: open ? findOpener() : last.current.opener };
  }
  return {
    ref: (dialog: HTMLElement | null) => noteOpener(dialog, last.current.opener),
    onCloseAutoFocus: focusOn(() => find?.() ?? findReturn(last.current.opener)),
  };
}

/** A handler for `onCloseAutoFocus` that focuses the element that `find` returns. */
export function focusOn(find: () => HTMLElement | null) {
  return (event: Event) => {
    const target = find();
    if (!target) return;
    event.preventDefault();
    target.focus();
  };
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-t bg-paper px-5 py-3 sm:rounded-b-xl">
      {children}
    </div>
  );
}

export const DialogClose = Radix.Close;
