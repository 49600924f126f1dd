"use client";

import { PanelLeft } from "lucide-react";
import { IconButton } from "@/ui/primitives/icon-button";
import { useDrawer } from "./drawer-context";

/** Opens the sidebar on pages where it is a drawer. Elsewhere it renders nothing. */
export function OpenSidebarButton() {
  const drawer = useDrawer();
  if (!drawer) return null;
  return (
    <IconButton
      label={describe(drawer)}
      tooltip={false}
      aria-expanded={drawer.open}
      className="-ml-2 md:hidden"
      onClick={() => drawer.setOpen(true)}
    >
      <PanelLeft />
      {drawer.news && (
        <span
          aria-hidden
          className="absolute top-1.5 right-1.5 size-2 coarse:top-2.5 coarse:right-2.5 rounded-full bg-accent"
        />
      )}
    </IconButton>
  );
}

function describe({ calls, news }: { calls: number; news: boolean }): string {
  if (calls > 0) return `Open sidebar, ${calls} ${calls === 1 ? "message" : "messages"} for you`;
  return news ? "Open sidebar, new messages" : "Open sidebar";
}
