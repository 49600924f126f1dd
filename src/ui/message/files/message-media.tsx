"use client";

import { Download } from "lucide-react";
import { useContext, useState } from "react";
import type { MessageFile } from "@/lib/api-types";
import { describeSize } from "./describe-file";
import { FileAddress } from "./file-address";
import { FileCard } from "./file-card";

/** Sound or film, played where it stands. Of film the first picture is loaded, of sound nothing before it is played. */
export function MessageMedia({ file }: { file: MessageFile }) {
  const address = useContext(FileAddress)(file.id);
  const [missing, setMissing] = useState(false);
  if (missing) return <FileCard file={file} note="Cannot be played" />;
  const player = {
    src: address,
    controls: true,
    "aria-label": file.name,
    onError: () => setMissing(true),
  };
  return (
    <figure className="w-96 max-w-full overflow-hidden rounded-lg border border-line-strong/60 bg-raised shadow-low">
      {file.type.startsWith("video/") ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- people send films without captions
        <video {...player} preload="metadata" className="aspect-video w-full bg-black" />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- people send recordings without captions
        <audio {...player} preload="none" className="block h-11 w-full px-1.5 pt-1.5" />
      )}
      <figcaption className="flex items-center gap-2 px-2.5 py-1.5 text-meta">
        <span className="truncate font-medium text-ink">{file.name}</span>
        <span className="nums ml-auto shrink-0 text-ink-soft">{describeSize(file.size)}</span>
        <a
          href={address}
          download={file.name}
          aria-label={`Download ${file.name}`}
          className="touch-target relative shrink-0 rounded-sm text-ink-faint hover:text-ink"
        >
          <Download aria-hidden className="size-4" />
        </a>
      </figcaption>
    </figure>
  );
}
