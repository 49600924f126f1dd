"use client";

import { memo } from "react";
import type { MessageFile } from "@/lib/api-types";
import { isPlayed } from "@/lib/played-types";
import { cn } from "@/ui/primitives/cn";
import { FileCard } from "./file-card";
import { type Measured, MessageImage } from "./message-image";
import { late } from "@/ui/primitives/late";

const MessageMedia = late(async () => (await import("./message-media")).MessageMedia);

/** The files of a message: pictures in a grid, below them in a column what can be played or downloaded. */
export const MessageFiles = memo(function MessageFiles({ files }: { files: MessageFile[] }) {
  if (files.length === 0) return null;
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return (
    <ul aria-label="Files" className="mt-1.5 mb-0.5 flex flex-col items-start gap-1.5">
      {pictures.length > 0 && (
        <li className="max-w-full">
          <ul aria-label="Pictures" className={cn("grid max-w-full gap-1", columnsFor(pictures))}>
            {pictures.map((file) => (
              <li key={file.id} className="min-w-0">
                <MessageImage file={file} among={pictures} />
              </li>
            ))}
          </ul>
        </li>
      )}
      {others.map((file) => (
        <li key={file.id} className="max-w-full">
          {isPlayed(file.type) ? (
            <MessageMedia file={file} waiting={<FileCard file={file} />} />
          ) : (
            <FileCard file={file} />
          )}
        </li>
      ))}
    </ul>
  );
});

const isPicture = (file: MessageFile): file is Measured =>
  file.width !== null && file.height !== null;

function columnsFor({ length }: Measured[]): string | undefined {
  if (length === 1) return undefined;
  return length === 2 || length === 4 ? "w-96 grid-cols-2" : "w-96 grid-cols-3";
}
