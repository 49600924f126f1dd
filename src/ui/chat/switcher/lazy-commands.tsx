"use client";

import dynamic from "next/dynamic";

/** Keys, switcher, help sheet: fetched once the page stands. */
export const Commands = dynamic(async () => (await import("./commands")).Commands, { ssr: false });
