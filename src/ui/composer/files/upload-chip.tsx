"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/ui/primitives/icon-button";
import type { Upload } from "@/ui/realtime/sending/uploads";
import { describeSize } from "../../message/files/describe-file";
import { FileIcon } from "../../message/files/file-icon";

interface UploadChipProps {
  upload: Upload;
  onRetry: () => void;
  onRemove: () => void;
}

/** One file of the message that is being written. */
export function UploadChip({ upload, onRetry, onRemove }: UploadChipProps) {
  const { source, state, preview } = upload;
  const [unreadable, setUnreadable] = useState(false);
  const under = state === "waiting" || state === "uploading";
  return (
    <li className="relative flex w-60 max-w-full items-center max-sm:w-full gap-2 overflow-hidden rounded-lg border border-line-strong/60 bg-panel p-1.5">
      {preview && !unreadable ? (
        // oxlint-disable-next-line next/no-img-element -- it is a blob URL of this page, or only the reader's own cookie may fetch it
        <img
          src={preview}
          alt=""
          onError={() => setUnreadable(true)}
          className="size-10 shrink-0 rounded-md object-cover"
        />
      ) : (
        <span className="grid size-10 shrink-0 place-items-center rounded-md bg-accent-soft text-accent-ink">
          <FileIcon type={unreadable ? "" : source.type} className="size-5" />
        </span>
      )}
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium text-ink text-meta" title={source.name}>
          {source.name}
        </p>
        <UploadState upload={upload} />
      </div>
      {state === "failed" && !upload.hopeless && (
        <IconButton label={`Try ${source.name} again`} size="small" onClick={onRetry}>
          <RotateCw />
        </IconButton>
      )}
      <IconButton
        label={under ? `Cancel ${source.name}` : `Remove ${source.name}`}
        size="small"
        onClick={onRemove}
      >
        <X />
      </IconButton>
      {under && <ProgressBar name={source.name} share={upload.progress} />}
    </li>
  );
}

function UploadState({ upload }: { upload: Upload }) {
  const { state, source, error } = upload;
  if (state === "failed") {
    return (
      <p className="flex items-start gap-1 text-ink text-meta">
        <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
        <span className="line-clamp-3">{error}</span>
      </p>
    );
  }
  if (state === "waiting") return <p className="truncate text-ink-soft text-meta">Waiting</p>;
  const size = describeSize(source.size);
  const far = state === "done" ? size : `${Math.round(upload.progress * 100)} % of ${size}`;
  return <p className="nums truncate text-ink-soft text-meta">{far}</p>;
}

function ProgressBar({ name, share }: { name: string; share: number }) {
  return (
    <div
      role="progressbar"
      aria-label={`Uploading ${name}`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      className="absolute inset-x-0 bottom-0 h-[3px] bg-line"
    >
      <div
        className="h-full origin-left bg-accent transition-transform"
        style={{ transform: `scaleX(${share})` }}
      />
    </div>
  );
}
