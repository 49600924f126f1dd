"use client";

import { useEffect, useState } from "react";
import { late } from "./late";
import type { Theme } from "./theme";
import { whenToasting } from "./toast";

const Toaster = late(async () => (await import("./toaster")).Toaster);

/** Where toasts appear, from the first one on. */
export function LateToaster({ theme }: { theme: Theme }) {
  const [needed, setNeeded] = useState(false);
  useEffect(() => whenToasting(() => setNeeded(true)), []);
  return needed ? <Toaster theme={theme} /> : null;
}
