"use client";

import { useEffect, useState } from "react";
import { useRealtime } from "@/ui/realtime/realtime-provider";

const KEY = "formatting";

/** Whether the formatting bar is shown. This browser remembers it. */
export function useFormatBar(): [isShown: boolean, toggle: () => void] {
  const { memory } = useRealtime();
  const [isShown, setShown] = useState(false);
  useEffect(() => setShown(memory.read(KEY) !== null), [memory]);
  return [
    isShown,
    () => {
      memory.write(KEY, isShown ? null : "shown");
      setShown(!isShown);
    },
  ];
}
