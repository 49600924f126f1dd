"use client";

import { createContext, useContext } from "react";

/** What may stand over the page, one at a time. */
export type Overlay =
  | { kind: "switcher" }
  | { kind: "shortcuts" }
  /** A new direct conversation, with those who are chosen already. */
  | { kind: "message"; to?: string[] };

interface Overlays {
  overlay: Overlay | null;
  show: (overlay: Overlay | null) => void;
  /** Who had the focus before, if they are still there. */
  returnFocus: () => HTMLElement | null;
  /** Whether the details of the open channel stand beside it. */
  details: boolean;
  showDetails: (open: boolean) => void;
}

export const OverlayContext = createContext<Overlays | null>(null);

/** The switcher, the help sheet and the like, opened from anywhere in a workspace. */
export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext);
  if (!overlays) throw new Error("useOverlays needs a workspace around it");
  return overlays;
}
