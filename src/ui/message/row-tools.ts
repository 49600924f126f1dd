"use client";

import { useMemo } from "react";
import type { Message } from "@/lib/api-types";
import { useMe } from "@/ui/realtime/use-channels";
import { type MessageCommands, useMessageCommands } from "./use-message-commands";
import { useMay } from "../shell/use-may";

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
  const mayModerate = useMay("message.moderate");
  const mayPin = useMay("message.pin");
  const meId = useMe().id;
  return useMemo(
    () => ({
      commands,
      meId,
      mayModerate,
      mayPin,
      threads,
      onEdit,
      onDelete,
      onQuote,
    }),
    [commands, meId, mayModerate, mayPin, threads, onEdit, onDelete, onQuote],
  );
}
