"use client";

import { late } from "@/ui/primitives/late";

/** Keys, switcher, help sheet: fetched once the page stands. */
export const Commands = late(async () => (await import("./commands")).Commands);
