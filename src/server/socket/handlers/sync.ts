import { syncMessages } from "@/core/messages/sync-messages";
import type { Handlers } from "../on";

export const syncHandlers = {
  sync: (principal, { cursors }) => syncMessages(principal, cursors),
} satisfies Partial<Handlers>;
