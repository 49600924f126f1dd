"use client";

import { type ClipboardEvent, useMemo } from "react";
import { toast } from "@/ui/primitives/toast";
import type { MessageFile } from "@/lib/api-types";
import { useRealtime } from "@/ui/realtime/realtime-provider";
import { MAX_FILES, type Upload } from "@/ui/realtime/sending/uploads";
import { useObservable } from "@/ui/realtime/observable";

export interface ComposerFiles {
  tray: readonly Upload[];
  /** No upload is running or has failed: the files can be sent. */
  settled: boolean;
  add(sources: readonly File[]): void;
  /** Takes files from the clipboard. If the clipboard has text too, only the text is pasted. */
  paste(event: ClipboardEvent): void;
  take(): MessageFile[];
}

/** The files of the message that is being written in a channel, or in a thread of it. */
export function useComposerFiles(channelId: string, scope = channelId): ComposerFiles {
  const { uploads } = useRealtime();
  const all = useObservable(uploads.list, (list) => list);
  const tray = useMemo(() => all.filter((one) => one.scope === scope), [all, scope]);

  return useMemo(() => {
    const add = (sources: readonly File[]) => {
      const left = uploads.add({ channelId, scope }, sources);
      if (left > 0) toast.error(`A message can have ${MAX_FILES} files`, { description: LEFT });
    };
    return {
      tray,
      settled: tray.every((one) => one.state === "done"),
      add,
      paste(event) {
        const { files, types } = event.clipboardData;
        if (files.length === 0 || types.includes("text/plain")) return;
        event.preventDefault();
        add([...files]);
      },
      take: () => uploads.take(scope),
    };
  }, [uploads, channelId, scope, tray]);
}

const LEFT = "Send these first, then add the rest.";
