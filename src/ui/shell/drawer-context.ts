"use client";

import { createContext, useContext } from "react";

type SetOpen = (open: boolean) => void;

interface Drawer {
  open: boolean;
  setOpen: SetOpen;
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

/** For the lines of the sidebar, which are not rendered again because a count has changed. */
export const SetDrawerOpenContext = createContext<SetOpen>(() => undefined);

export function useSetDrawerOpen(): SetOpen {
  return useContext(SetDrawerOpenContext);
}
