"use client";

import { useMemo } from "react";
import type { Message } from "@/lib/api-types";
import { useMe } from "@/ui/realtime/use-channels";
import { type MessageCommands, useMessageCommands } from "./use-message-commands";
import { useStanding } from "../shell/use-standing";

/** What the rows of a list can do. All rows share it. */
export interface RowTools {
  commands: MessageCommands;
  meId: string;
  mayModerate: boolean;
  mayPin: boolean;
  /** Whether a thread may be opened from here. False within a thread. */
  threads: boolean;
  onEdit: (message: Message | null) => void;
  onDelete: (message: Message) => void;
  onQuote: (message: Message) => void;
}

type Ports = Pick<RowTools, "threads" | "onEdit" | "onDelete" | "onQuote">;

/** The functions passed in must keep their identity, or every row renders again. */
export function useRowTools({ threads, onEdit, onDelete, onQuote }: Ports): RowTools {
  const commands = useMessageCommands();
  const { administers, belongs } = useStanding();
  const meId = useMe().id;
  return useMemo(
    () => ({
      commands,
      meId,
      mayModerate: administers,
      mayPin: belongs,
      threads,
      onEdit,
      onDelete,
      onQuote,
    }),
    [commands, meId, administers, belongs, threads, onEdit, onDelete, onQuote],
  );
}
