"use client";

import { useSyncExternalStore } from "react";
import { type Consent, readConsent, watchConsent } from "./consent";

let known: Consent | null = null;

/** Whether notifications are on here; `impossible` on the server. */
export function useConsent(): Consent {
  return useSyncExternalStore(watch, readKnown, () => "impossible");
}

/** Asking the browser takes a millisecond or two, and every rendering asks. */
const readKnown = (): Consent => (known ??= readConsent());

/** Permission can be given and taken in the browser's own settings meanwhile, and the choice made in another tab. */
function watch(notify: () => void): () => void {
  known = null;
  const forget = () => {
    known = null;
    notify();
  };
  const stop = watchConsent(forget);
  window.addEventListener("focus", forget);
  window.addEventListener("storage", forget);
  return () => {
    stop();
    window.removeEventListener("focus", forget);
    window.removeEventListener("storage", forget);
  };
}
