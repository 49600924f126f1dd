"use client";

import { useId, useState } from "react";

/** The state of a section that a button opens, and the id that the button refers to. */
export function useDisclosure() {
  const [open, setOpen] = useState(false);
  const id = useId();
  return { id, open, toggle: () => setOpen((before) => !before) };
}
