"use client";

import { Search } from "lucide-react";
import { Kbd } from "@/ui/primitives/kbd";
import { useHydrated } from "@/ui/use-hydrated";
import { useDrawer } from "../shell/drawer-context";
import { useOverlays } from "../shell/overlay-context";
import { isApple } from "../switcher/keys";

/** Opens the quick switcher, and shows its keys if the device has a keyboard. */
export function SidebarJump() {
  const { show } = useOverlays();
  const keys = useHydrated();
  const drawer = useDrawer();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts={keys ? "Control+K Meta+K" : undefined}
      onClick={() => {
        drawer?.setOpen(false);
        show({ kind: "switcher" });
      }}
      className="flex h-8 shrink-0 items-center gap-2 rounded-md border bg-paper px-2 text-ink-faint transition-colors hover:border-line-strong hover:text-ink-soft coarse:h-11"
    >
      <Search aria-hidden className="size-4" />
      <span className="flex-1 text-left">Jump to</span>
      {keys && (
        <Kbd className="bg-transparent coarse:hidden max-md:hidden">
          {isApple() ? "⌘ K" : "Ctrl K"}
        </Kbd>
      )}
    </button>
  );
}
