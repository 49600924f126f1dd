"use client";

import { late } from "@/ui/primitives/late";

/** The toolbar of a row with its menus. It is loaded when the first row is hovered or focused. */
export const MessageActions = late(async () => (await import("./message-actions")).MessageActions);

/** The messages to which a message links. It is loaded with the first link. */
export const LinkedMessages = late(
  async () => (await import("./linked/linked-messages")).LinkedMessages,
);
