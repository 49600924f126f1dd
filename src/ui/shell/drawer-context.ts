"use client";

import { createContext, useContext } from "react";

interface Drawer {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** The number of unread messages for the user in all channels: direct messages, mentions and replies. */
  calls: number;
  /** Whether there are new messages in a channel that is not muted. */
  news: boolean;
}

export const DrawerContext = createContext<Drawer | null>(null);

/** The drawer that contains the sidebar; null on pages without one. */
export function useDrawer(): Drawer | null {
  return useContext(DrawerContext);
}
