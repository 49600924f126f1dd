"use client";

import { useEffect } from "react";

declare global {
  interface Window {
    gatehouseEarly?: { button: HTMLElement | null; stop: () => void };
  }
}

/**
 * Remembers the last button that was pressed before the page was alive. It is written into the page, since
 * anything that is fetched comes too late.
 */
const REMEMBER = `(() => {
  const note = (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (button) early.button = button;
  };
  const early = { button: null, stop: () => removeEventListener("click", note, true) };
  window.gatehouseEarly = early;
  addEventListener("click", note, true);
})()`;

/** A button that is pressed before the page is alive does what it says as soon as it can. */
export function EarlyClick({ nonce }: { nonce: string | undefined }) {
  useEffect(() => {
    const early = window.gatehouseEarly;
    if (!early) return;
    early.stop();
    delete window.gatehouseEarly;
    if (early.button?.isConnected) early.button.click();
  }, []);
  return (
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: REMEMBER }} />
  );
}
