"use client";

import { late } from "@/ui/primitives/late";

/** The toolbar of a row with its menus. It is loaded when the first row is hovered or focused. */
export const MessageActions = late(async () => (await import("./message-actions")).MessageActions);
