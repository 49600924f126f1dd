"use client";

import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { DialogFooter, useOpened } from "./dialog";
import { panelStyle, scrimStyle } from "./dialog-style";

interface AlertDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** What will happen. It is read before it happens. */
  description: ReactNode;
  children?: ReactNode;
  confirm: string;
  cancel?: string;
  /** Use `cut` (red) only where somebody loses access. */
  tone?: "plain" | "cut";
  busy?: boolean;
  onConfirm: () => void;
  /** Finds the element that gets the focus afterwards. By default it is the one that had it before. */
  returnFocus?: () => HTMLElement | null;
}

/** A dialog that asks for one confirmation. It stays open while `busy`; the caller closes it when the work is done. */
export function AlertDialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  confirm,
  cancel = "Cancel",
  tone = "plain",
  busy,
  onConfirm,
  returnFocus,
}: AlertDialogProps) {
  const opened = useOpened(open, returnFocus);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content className={cn(panelStyle, "[--dialog:27rem]")} {...opened}>
          <form
            className="contents"
            onSubmit={(event) => {
              event.preventDefault();
              event.stopPropagation();
              onConfirm();
            }}
          >
            <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-5 pt-4 pb-5">
              <div>
                <Radix.Title className="font-semibold text-base">{title}</Radix.Title>
                <Radix.Description asChild>
                  <div className="mt-1 text-ink-soft">{description}</div>
                </Radix.Description>
              </div>
              {children}
            </div>
            <DialogFooter>
              <Radix.Cancel asChild>
                <Button disabled={busy}>{cancel}</Button>
              </Radix.Cancel>
              <Button type="submit" variant={tone === "cut" ? "cut" : "primary"} busy={busy}>
                {confirm}
              </Button>
            </DialogFooter>
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
