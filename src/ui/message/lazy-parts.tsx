"use client";

import { late } from "@/ui/primitives/late";
import { lateHydration } from "@/ui/primitives/late-hydration";

/** The toolbar of a row with its menus. It is loaded when the first row is hovered or focused. */
export const MessageActions = late(async () => (await import("./message-actions")).MessageActions);

/** The messages to which a message links. It is loaded with the first link. */
export const LinkedMessages = late(
  async () => (await import("./linked/linked-messages")).LinkedMessages,
);

/** The files of a message. They are loaded with the first message that has some. */
export const MessageFiles = lateHydration(
  async () => (await import("./files/message-files")).MessageFiles,
);

/** What is in some bodies. */
export const CodeBlock = lateHydration(async () => (await import("./code/code-block")).CodeBlock);
export const ListBlock = lateHydration(async () => (await import("./list-block")).ListBlock);
export const TableBlock = lateHydration(async () => (await import("./table-block")).TableBlock);

/** What stands below some messages. */
export const MessageReactions = lateHydration(
  async () => (await import("./message-reactions")).MessageReactions,
);
export const ThreadLink = lateHydration(
  async () => (await import("../thread/thread-link")).ThreadLink,
);

/** The ways to the first unread message and to the newest. */
export const JumpToUnread = lateHydration(
  async () => (await import("../channel/jump-buttons")).JumpToUnread,
);
export const JumpToNewest = lateHydration(
  async () => (await import("../channel/jump-buttons")).JumpToNewest,
);
