"use client";

import { useId, useState } from "react";

/** Something under a button that is shown when it is asked for; the button is told what it opens. */
export function useDisclosure() {
  const [open, setOpen] = useState(false);
  const id = useId();
  return { id, open, toggle: () => setOpen((before) => !before) };
}
