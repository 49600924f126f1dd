import { Download } from "lucide-react";
import { useContext } from "react";
import type { MessageFile } from "@/lib/api-types";
import { describeKind, describeSize } from "./describe-file";
import { FileAddress } from "./file-address";
import { FileIcon } from "./file-icon";

interface FileCardProps {
  file: MessageFile;
  /** Shown instead of the kind of the file. */
  note?: string;
}

/** A file to download: its name, kind and size. */
export function FileCard({ file, note }: FileCardProps) {
  const address = useContext(FileAddress);
  const details = `${note ?? describeKind(file)} · ${describeSize(file.size)}`;
  return (
    <a
      href={address(file.id)}
      download={file.name}
      className="group/file flex w-96 max-w-full items-center gap-3 rounded-lg border border-line-strong/60 bg-raised p-2.5 shadow-low transition-colors hover:bg-hover"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-accent-soft text-accent-ink">
        <FileIcon type={file.type} className="size-5" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="sr-only">Download </span>
        <span className="block truncate font-medium text-ink text-ui">{file.name}</span>
        <span className="nums block truncate text-ink-soft text-meta">{details}</span>
      </span>
      <Download
        aria-hidden
        className="size-4 shrink-0 text-ink-faint transition-colors group-hover/file:text-ink"
      />
    </a>
  );
}
