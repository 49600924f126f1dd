"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import type { Theme } from "./theme";
import { whenToasting } from "./toast";

const Toaster = lazy(async () => ({ default: (await import("./toaster")).Toaster }));

/** Where toasts appear, from the first one on. */
export function LateToaster({ theme }: { theme: Theme }) {
  const [needed, setNeeded] = useState(false);
  useEffect(() => whenToasting(() => setNeeded(true)), []);
  return needed ? (
    <Suspense>
      <Toaster theme={theme} />
    </Suspense>
  ) : null;
}
