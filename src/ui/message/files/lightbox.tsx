"use client";

import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useState } from "react";
import { cn } from "@/ui/primitives/cn";
import { IconButton } from "@/ui/primitives/icon-button";
import type { ShownPicture } from "@/ui/shell/overlay-context";

/** It is dark in both themes. */
const ON_DARK = "text-white hover:bg-white/15 hover:text-white focus-visible:outline-white";

interface LightboxProps {
  pictures: ShownPicture[];
  /** Which one is shown first. */
  at: number;
  onClose: () => void;
  /** The element that had the focus before. */
  returnFocus: () => HTMLElement | null;
}

/** The pictures of a message, one at a time, over the page. The arrow keys change the picture, Escape closes it. */
export function Lightbox({ pictures, at, onClose, returnFocus }: LightboxProps) {
  const [index, setIndex] = useState(at);
  const [whole, setWhole] = useState(true);
  const picture = pictures[index];
  if (!picture) return null;

  function go(step: number) {
    setWhole(true);
    setIndex((now) => Math.min(pictures.length - 1, Math.max(0, now + step)));
  }
  function pressKey(event: KeyboardEvent) {
    if (event.key === "ArrowLeft") go(-1);
    if (event.key === "ArrowRight") go(1);
  }

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={pressKey}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            returnFocus()?.focus();
          }}
          className="fixed inset-0 z-50 flex flex-col bg-[oklch(0.15_0.01_260/0.97)] text-white outline-none data-[state=open]:animate-fade-in"
        >
          <header className="flex items-center gap-2 px-3 py-2 md:px-5">
            <Radix.Title dir="auto" className="min-w-0 truncate font-medium">
              {picture.name}
            </Radix.Title>
            {pictures.length > 1 && (
              <span role="status" className="nums shrink-0 text-meta text-white/70">
                {index + 1} of {pictures.length}
              </span>
            )}
            <IconButton label="Download" asChild tooltip={false} className={cn("ml-auto", ON_DARK)}>
              <a href={picture.address} download={picture.name}>
                <Download />
              </a>
            </IconButton>
            <Radix.Close asChild>
              <IconButton label="Close" tooltip={false} className={ON_DARK}>
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Escape closes it too */}
          <div
            className={cn(
              "relative min-h-0 flex-1 overflow-auto px-3 pb-4 md:px-16",
              whole &&
                "grid grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] place-items-center",
            )}
            onClick={(event) => event.target === event.currentTarget && onClose()}
          >
            {/* oxlint-disable-next-line next/no-img-element, jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- a closer look for the mouse */}
            <img
              key={picture.address}
              src={picture.address}
              alt={picture.name}
              onClick={() => setWhole(!whole)}
              className={
                whole
                  ? "max-h-full min-h-0 max-w-full cursor-zoom-in object-contain"
                  : "m-auto max-w-none cursor-zoom-out"
              }
            />
          </div>
          {index > 0 && (
            <Step label="Picture before" className="left-3" onClick={() => go(-1)}>
              <ChevronLeft />
            </Step>
          )}
          {index < pictures.length - 1 && (
            <Step label="Next picture" className="right-3" onClick={() => go(1)}>
              <ChevronRight />
            </Step>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface StepProps {
  label: string;
  className: string;
  onClick: () => void;
  children: React.ReactNode;
}

function Step({ label, className, onClick, children }: StepProps) {
  return (
    <IconButton
      label={label}
      tooltip={false}
      variant="secondary"
      size="large"
      onClick={onClick}
      className={cn("absolute top-1/2 -translate-y-1/2 rounded-full", className)}
    >
      {children}
    </IconButton>
  );
}
