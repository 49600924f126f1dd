"use client";

import { useEffect } from "react";

declare global {
  interface Window {
    gatehouseEarly?: { button: HTMLElement | null; stop: () => void };
    gatehouseEntered?: { field: EventTarget | null; text: string } | null;
    gatehouseTyped?: WeakSet<EventTarget>;
  }
}

/**
 * Remembers the last button that was clicked before hydration, and the field in which Enter was pressed, unless
 * something was typed after it. The code is inline in the page: a script that has to be loaded would come too late.
 * It goes on noting which fields were typed into, as parts of a page are hydrated one after the other.
 */
const REMEMBER = `(() => {
  const typed = new WeakSet();
  window.gatehouseTyped = typed;
  addEventListener("input", (event) => typed.add(event.target), true);
  const note = (event) => {
    const button = event.target.closest && event.target.closest("button");
    if (button) early.button = button;
  };
  let enter = false;
  const key = (event) => {
    const { shiftKey, ctrlKey, altKey, metaKey, isComposing, keyCode } = event;
    const composes = isComposing || keyCode === 229;
    enter = event.key === "Enter" && !(shiftKey || ctrlKey || altKey || metaKey || composes);
  };
  const input = ({ target, inputType }) => {
    const entered = enter && inputType === "insertLineBreak";
    window.gatehouseEntered = entered ? { field: target, text: target.value } : null;
  };
  const notes = { click: note, keydown: key, input };
  const stop = () => {
    for (const type in notes) removeEventListener(type, notes[type], true);
  };
  const early = { button: null, stop };
  window.gatehouseEarly = early;
  for (const type in notes) addEventListener(type, notes[type], true);
})()`;

/**
 * Whether the last input in a field before hydration was Enter at its end. It returns true only once. Text that was
 * typed or pasted after Enter was not meant to be sent by it.
 */
export function takeEarlyEnter(field: HTMLTextAreaElement): boolean {
  const entered = window.gatehouseEntered;
  if (entered?.field !== field) return false;
  delete window.gatehouseEntered;
  return entered.text === field.value && entered.text.endsWith("\n") && isCaretAtEnd(field);
}

const isCaretAtEnd = ({ selectionStart, value }: HTMLTextAreaElement) =>
  selectionStart === value.length;

/** Whether somebody has typed into a field. A browser that comes back to a page fills its fields without that. */
export function wasTypedInto(field: HTMLElement): boolean {
  return window.gatehouseTyped?.has(field) ?? false;
}

/** A button that was clicked before hydration is clicked again as soon as the page is hydrated. */
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
