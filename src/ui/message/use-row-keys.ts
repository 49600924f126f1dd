"use client";

import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from "react";

const CONTROLS = "a[href], button:not(:disabled), textarea, input, audio, video, [tabindex='0']";

/**
 * A list of messages is one stop for Tab, on the message that had the focus last, or the last one that is seen. The arrow
 * keys move from message to message, and Tab or the right arrow into what can be done with one. Tab at its end leaves
 * the list.
 */
export function useRowKeys() {
  const last = useRef<Element | null>(null);
  const isTabbing = useTabbing();

  function onFocus({ target, currentTarget: list, relatedTarget }: FocusEvent<HTMLElement>) {
    const row = target.closest<HTMLElement>("[data-message]");
    const isFromOutside = !(relatedTarget instanceof Node && list.contains(relatedTarget));
    if (!isTabbing.current || !isFromOutside) {
      if (row) last.current = row;
      return;
    }
    const stop = last.current && list.contains(last.current) ? last.current : findLastSeen(list);
    if (stop instanceof HTMLElement) stop.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const { target, currentTarget: list, key } = event;
    if (!(target instanceof HTMLElement) || isWriting(target)) return;
    const row = target.closest<HTMLElement>("[data-message]");
    if (key === "ArrowUp" || key === "ArrowDown") {
      const next = findNext(list, row, key === "ArrowUp" ? -1 : 1);
      if (next) take(event, next);
    } else if (key === "Tab") leaveAtEdge(event, list, row);
    else if (row && (key === "ArrowRight" || key === "ArrowLeft")) {
      const next = walkActions(row, target, key === "ArrowRight" ? 1 : -1);
      if (next) take(event, next);
    }
  }

  return { onFocus, onKeyDown };
}

/** Whether a Tab is moving the focus at this moment. */
function useTabbing() {
  const tabbing = useRef(false);
  useEffect(() => {
    const press = ({ key }: globalThis.KeyboardEvent) => {
      tabbing.current = key === "Tab";
      // The browser moves the focus right after the event.
      setTimeout(() => {
        tabbing.current = false;
      });
    };
    document.addEventListener("keydown", press, true);
    return () => document.removeEventListener("keydown", press, true);
  }, []);
  return tabbing;
}

const isWriting = (element: HTMLElement) => element.matches("textarea, input, audio, video");

function take(event: KeyboardEvent, element: HTMLElement): void {
  event.preventDefault();
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "nearest" });
}

function findNext(list: HTMLElement, row: HTMLElement | null, step: number) {
  const rows = [...list.querySelectorAll<HTMLElement>("[data-message]")];
  return row ? rows[rows.indexOf(row) + step] : findLastSeen(list);
}

function findLastSeen(list: HTMLElement): HTMLElement | undefined {
  const rows = [...list.querySelectorAll<HTMLElement>("[data-message]")];
  const { bottom } = list.getBoundingClientRect();
  return rows.findLast((row) => row.getBoundingClientRect().bottom <= bottom) ?? rows.at(-1);
}

/** From a message into its toolbar, along it, and back. */
function walkActions(row: HTMLElement, from: HTMLElement, step: number): HTMLElement | undefined {
  const actions = [...row.querySelectorAll<HTMLElement>("[role=toolbar] button")].filter(
    (action) => action.offsetParent !== null,
  );
  const here = actions.indexOf(from);
  if (from === row) return step > 0 ? actions[0] : undefined;
  if (here < 0) return undefined;
  return here === 0 && step < 0 ? row : actions[here + step];
}

/**
 * From the last control of a message Tab goes on after the list, and from the message itself Shift+Tab before it. The
 * focus is put on that edge, from where the browser moves it on.
 */
function leaveAtEdge(event: KeyboardEvent, list: HTMLElement, row: HTMLElement | null): void {
  if (!row) return;
  const controls = [...row.querySelectorAll<HTMLElement>(CONTROLS)].filter(
    (control) => control.offsetParent !== null && control.tabIndex >= 0,
  );
  const isAtEdge = event.shiftKey
    ? event.target === row
    : event.target === (controls.at(-1) ?? row);
  if (!isAtEdge) return;
  const edges = list.querySelectorAll<HTMLElement>(":scope > [data-edge]");
  (event.shiftKey ? edges[0] : edges[edges.length - 1])?.focus({ preventScroll: true });
}
