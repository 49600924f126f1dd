"use client";

import { useRealtime } from "@/ui/realtime/realtime-provider";
import type { Upload } from "@/ui/realtime/uploads";
import { UploadChip } from "./upload-chip";

/** What will be sent along: how far each file is, and what can be done about it. */
export function UploadTray({ tray }: { tray: readonly Upload[] }) {
  const { uploads } = useRealtime();
  return (
    <>
      <p role="status" className="sr-only">
        {describeTray(tray)}
      </p>
      {tray.length > 0 && (
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
      )}
    </>
  );
}

function describeTray(tray: readonly Upload[]): string {
  if (tray.length === 0) return "";
  const failed = tray.filter((one) => one.state === "failed").length;
  const done = tray.filter((one) => one.state === "done").length;
  if (failed > 0) return `${count(failed)} could not be uploaded`;
  if (done === tray.length) return `${count(done)} ready to send`;
  return `Uploading ${count(tray.length - done)}`;
}

const count = (files: number) => `${files} ${files === 1 ? "file" : "files"}`;
