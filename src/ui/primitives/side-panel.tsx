"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useEffect } from "react";
import { useMedia } from "@/ui/use-media";
import { scrimStyle } from "./dialog-style";
import { IconButton } from "./icon-button";

interface SidePanelProps {
  title: string;
  /** A few words beside the title. */
  aside?: ReactNode;
  /** Buttons before the one that closes. */
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

const BESIDE = "(min-width: 1024px)";

/** A panel of 384 px beside the page if there is room. Otherwise it covers the page, on a phone all of it. */
export function SidePanel({ title, aside, actions, onClose, children }: SidePanelProps) {
  const beside = useMedia(BESIDE);
  useReturnOfFocus(beside);
  if (beside) {
    return (
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from any element inside
      <aside
        aria-label={title}
        className="flex h-full w-details shrink-0 flex-col border-l bg-paper print:hidden"
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.defaultPrevented) onClose();
        }}
      >
        <PanelHeader
          title={<h2 className="font-semibold text-message">{title}</h2>}
          aside={aside}
          actions={actions}
          onClose={onClose}
        />
        {children}
      </aside>
    );
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={scrimStyle} />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-40 flex w-full animate-fade-in flex-col bg-paper pt-[env(safe-area-inset-top)] pb-[env(safe-area-inset-bottom)] shadow-dialog outline-none sm:w-details sm:border-l"
        >
          <PanelHeader
            title={<Radix.Title className="font-semibold text-message">{title}</Radix.Title>}
            aside={aside}
            actions={actions}
            onClose={onClose}
          />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** When the panel closes with the focus in it, the element that opened it gets the focus back. */
function useReturnOfFocus(beside: boolean): void {
  useEffect(() => {
    if (!beside) return;
    const opener = document.activeElement as HTMLElement | null;
    return () => {
      if (document.activeElement === document.body) opener?.focus();
    };
  }, [beside]);
}

interface PanelHeaderProps {
  title: ReactNode;
  aside: ReactNode;
  actions: ReactNode;
  onClose: () => void;
}

function PanelHeader({ title, aside, actions, onClose }: PanelHeaderProps) {
  return (
    <header className="flex h-header shrink-0 items-center gap-2 border-b pr-2 pl-4 md:pl-5">
      {title}
      <div className="min-w-0 flex-1 truncate text-ink-faint">{aside}</div>
      {actions}
      <IconButton label="Close" tooltip={false} onClick={onClose}>
        <X />
      </IconButton>
    </header>
  );
}
