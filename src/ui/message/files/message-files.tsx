"use client";

import { Fragment, memo } from "react";
import type { MessageFile } from "@/lib/api-types";
import { FileCard } from "./file-card";
import { MessageImage } from "./message-image";

/** The files of a message: pictures are shown, all others can be downloaded. */
export const MessageFiles = memo(function MessageFiles({ files }: { files: MessageFile[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Files" className="mt-1.5 -mb-1.5 flex flex-wrap items-start gap-x-2">
      {files.map((file, index) => (
        <Fragment key={file.id}>
          {index > 0 && isPicture(file) !== isPicture(files[index - 1]) && (
            // Without this break, a card beside a picture would leave a gap below it.
            <li aria-hidden className="w-full" />
          )}
          <li className="mb-2 min-w-0 max-w-full">
            {file.width && file.height ? (
              <MessageImage file={file} width={file.width} height={file.height} />
            ) : (
              <FileCard file={file} />
            )}
          </li>
        </Fragment>
      ))}
    </ul>
  );
});

const isPicture = (file: MessageFile | undefined) => Boolean(file?.width && file.height);
