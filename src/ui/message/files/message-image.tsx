"use client";

import { useContext, useState } from "react";
import type { MessageFile } from "@/lib/api-types";
import { FileAddress } from "./file-address";
import { FileCard } from "./file-card";

const MAX_WIDTH_PX = 400;
const MAX_HEIGHT_PX = 300;

interface MessageImageProps {
  file: MessageFile;
  width: number;
  height: number;
}

/** A picture. Its space is reserved before it is loaded. */
export function MessageImage({ file, width, height }: MessageImageProps) {
  const toAddress = useContext(FileAddress);
  const [missing, setMissing] = useState(false);
  if (missing) return <FileCard file={file} note="Cannot be shown" />;
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height);
  const address = toAddress(file.id);
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener"
      className="grid min-h-11 min-w-11 max-w-full place-items-center overflow-hidden rounded-lg border bg-panel"
    >
      {/* oxlint-disable-next-line next/no-img-element -- only the reader's own session cookie can load it */}
      <img
        src={address}
        alt={file.name}
        width={Math.max(1, Math.round(width * scale))}
        height={Math.max(1, Math.round(height * scale))}
        loading="lazy"
        decoding="async"
        onError={() => setMissing(true)}
        className="block h-auto max-w-full"
      />
    </a>
  );
}
