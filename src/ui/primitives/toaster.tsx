"use client";

import { Check, CircleAlert, Info } from "lucide-react";
import { type CSSProperties, useEffect } from "react";
import { Toaster as Sonner, toast } from "sonner";
import type { Theme } from "./theme";
import type { Said } from "./toast";

let stand: () => void = () => undefined;
/** Resolves when the toaster is mounted. A toast that is shown earlier is lost. */
export const mounted = new Promise<void>((resolve) => {
  stand = resolve;
});

/** Shows a toast. Wait for `mounted` before. */
export function show({ kind, title, options }: Said): void {
  toast[kind](title, { position: findPlace(), ...options });
}

/**
 * At the bottom left, over the sidebar, where a toast covers nothing that is read or written. A page without room for the
 * sidebar shows it at the bottom too, but for one with a composer: there it is shown over the oldest visible lines, below
 * the line about the connection and the button to the unread part.
 */
function findPlace(): "top-center" | "bottom-left" {
  const hasSidebar = matchMedia("(min-width: 48rem)").matches;
  return document.querySelector("[data-composer]") && !hasSidebar ? "top-center" : "bottom-left";
}

/** Shows toasts, in our own style. */
export function Toaster({ theme }: { theme: Theme }) {
  useEffect(() => stand(), []);
  return (
    <Sonner
      theme={theme}
      gap={8}
      // The width of the sidebar, above the user's own menu.
      style={{ "--width": "15rem" } as CSSProperties}
      offset={{ top: 112, bottom: 72, left: 8 }}
      mobileOffset={{ top: 112, bottom: 24, left: 12, right: 12 }}
      icons={{
        success: <Check aria-hidden className="size-4 text-accent" />,
        error: <CircleAlert aria-hidden className="size-4 text-ink" />,
        warning: <CircleAlert aria-hidden className="size-4 text-ink" />,
        info: <Info aria-hidden className="size-4 text-ink-soft" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 font-sans text-ui text-ink shadow-float [&_[data-icon]]:mt-0.5 data-[expanded=false]:data-[front=false]:*:opacity-0",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "mt-0.5 whitespace-pre-line text-ink-soft",
          actionButton:
            "ml-auto shrink-0 self-center rounded-md px-2 py-1 font-medium text-accent-ink hover:bg-hover",
          cancelButton: "shrink-0 rounded-md px-2 py-1 text-ink-soft hover:bg-hover",
        },
      }}
    />
  );
}
