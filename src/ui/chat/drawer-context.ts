"use client";

import { createContext, useContext } from "react";

interface Drawer {
  open: boolean;
  setOpen: (open: boolean) => void;
  unread: number;
}

export const DrawerContext = createContext<Drawer | null>(null);

/** The sidebar as a drawer; null on pages without one. */
export function useDrawer(): Drawer | null {
  return useContext(DrawerContext);
}
