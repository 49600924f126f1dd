"use client";

import { late } from "@/ui/primitives/late";

/** The row's toolbar with its menus: fetched when the first row is pointed at or focused. */
export const MessageActions = late(async () => (await import("./message-actions")).MessageActions);
