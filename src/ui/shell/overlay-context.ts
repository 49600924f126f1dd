"use client";

import { createContext, useContext } from "react";

export interface ShownPicture {
  name: string;
  address: string;
}

/** The dialogs that may be open over the page, one at a time. */
export type Overlay =
  | { kind: "switcher" }
  | { kind: "shortcuts" }
  /** A guest's own access. */
  | { kind: "access" }
  /** The pictures of a message, and which of them is shown first. */
  | { kind: "pictures"; pictures: ShownPicture[]; at: number }
  /** A new direct conversation, with the people who are already chosen. */
  | { kind: "message"; to?: string[] };

interface Overlays {
  overlay: Overlay | null;
  show: (overlay: Overlay | null) => void;
  /** The element that had the focus before, if it is still in the page. */
  returnFocus: () => HTMLElement | null;
  /** Whether the details of the open channel are shown beside it. */
  details: boolean;
  showDetails: (open: boolean) => void;
}

export const OverlayContext = createContext<Overlays | null>(null);

/** The switcher, the list of shortcuts and similar dialogs, which can be opened from anywhere in a workspace. */
export function useOverlays(): Overlays {
  const overlays = useContext(OverlayContext);
  if (!overlays) throw new Error("useOverlays needs a workspace around it");
  return overlays;
}
