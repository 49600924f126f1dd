"use client";

import { type MouseEvent, useContext, useState } from "react";
import type { MessageFile } from "@/lib/api-types";
import { cn } from "@/ui/primitives/cn";
import { OverlayContext } from "@/ui/shell/overlay-context";
import { FileAddress } from "./file-address";
import { FileCard } from "./file-card";

const MAX_WIDTH_PX = 400;
const MAX_HEIGHT_PX = 300;
/** What is much taller or wider than this would be a sliver: it is cropped. */
const MIN_SIDE_PX = 144;

export type Measured = MessageFile & { width: number; height: number };

interface MessageImageProps {
  file: Measured;
  /** All pictures of the message. They are shown one after the other when one is opened. */
  among: Measured[];
}

/** A picture. Its space is reserved before it is loaded. A click opens it in place. */
export function MessageImage({ file, among }: MessageImageProps) {
  const toAddress = useContext(FileAddress);
  const overlays = useContext(OverlayContext);
  const [missing, setMissing] = useState(false);
  if (missing) return <FileCard file={file} note="Cannot be shown" />;
  const address = toAddress(file.id);
  const isAlone = among.length === 1;
  const box = isAlone ? fitBox(file) : {};

  function open(event: MouseEvent) {
    // A new tab was asked for.
    if (!overlays || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const pictures = among.map(({ id, name }) => ({ name, address: toAddress(id) }));
    overlays.show({ kind: "pictures", pictures, at: among.indexOf(file) });
  }

  return (
    <a
      href={address}
      target="_blank"
      rel="noopener"
      onClick={open}
      className={cn(
        "grid min-h-11 min-w-11 max-w-full place-items-center overflow-hidden rounded-lg border bg-panel",
        !isAlone && "aspect-square",
      )}
    >
      {/* oxlint-disable-next-line next/no-img-element -- only the reader's own session cookie can load it */}
      <img
        src={address}
        alt={file.name}
        {...box}
        loading="lazy"
        decoding="async"
        onError={() => setMissing(true)}
        className={cn(
          "block max-w-full",
          isAlone ? "h-auto object-cover object-top" : "size-full object-cover",
        )}
        style={isAlone ? { aspectRatio: `${box.width} / ${box.height}` } : undefined}
      />
    </a>
  );
}

/** The size of a picture that stands alone: as it is, made smaller to fit, or cropped where it is very long. */
function fitBox({ width, height }: Measured): { width?: number; height?: number } {
  const scale = Math.min(1, MAX_WIDTH_PX / width, MAX_HEIGHT_PX / height);
  const side = (length: number) =>
    Math.max(1, Math.round(Math.max(length * scale, Math.min(length, MIN_SIDE_PX))));
  return { width: side(width), height: side(height) };
}
