"use client";

import { memo } from "react";
import type { MessageFile } from "@/lib/api-types";
import { FileCard } from "./file-card";
import { MessageImage } from "./message-image";

/** The files of a message: pictures are shown, everything else is there to be saved. */
export const MessageFiles = memo(function MessageFiles({ files }: { files: MessageFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files" className="mt-1.5 mb-0.5 flex flex-wrap items-start gap-2">
      {files.map((file) => (
        <li key={file.id} className="min-w-0 max-w-full">
          {file.width && file.height ? (
            <MessageImage file={file} width={file.width} height={file.height} />
          ) : (
            <FileCard file={file} />
          )}
        </li>
      ))}
    </ul>
  );
});
