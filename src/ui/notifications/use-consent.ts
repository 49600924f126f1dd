"use client";

import { useSyncExternalStore } from "react";
import { type Consent, readConsent, watchConsent } from "./consent";

/** Whether notifications are on here; `impossible` on the server. */
export function useConsent(): Consent {
  return useSyncExternalStore(watchConsent, readConsent, () => "impossible");
}
