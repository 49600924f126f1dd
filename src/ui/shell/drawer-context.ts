"use client";

import { createContext, useContext } from "react";

interface Drawer {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** How many messages call for one, in all channels. */
  calls: number;
  /** Whether anything is new that is not muted. */
  news: boolean;
}

export const DrawerContext = createContext<Drawer | null>(null);

/** The sidebar as a drawer; null on pages without one. */
export function useDrawer(): Drawer | null {
  return useContext(DrawerContext);
}
