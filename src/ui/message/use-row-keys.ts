"use client";

import type { KeyboardEvent } from "react";

/** The arrow keys move from message to message. Tab then moves into the toolbar of that message. */
export function useRowKeys() {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    if (event.target instanceof HTMLTextAreaElement) return;
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message]")];
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const next = here < 0 ? rows.at(-1) : rows[here + (event.key === "ArrowUp" ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };
}
