"use client";

import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { Upload } from "@/ui/realtime/sending/uploads";
import { UploadChip } from "./upload-chip";

/** The files of the message that is being written. */
export function UploadList({ tray }: { tray: readonly Upload[] }) {
  const { uploads } = useRealtime();
  return (
    <ul
      aria-label="Files to send"
      className="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto px-2.5 pt-2.5"
    >
      {tray.map((upload) => (
        <UploadChip
          key={upload.key}
          upload={upload}
          onRetry={() => uploads.retry(upload.key)}
          onRemove={() => uploads.remove(upload.key)}
        />
      ))}
    </ul>
  );
}
