"use client";

import { Copy } from "lucide-react";
import { copyText } from "@/ui/copy-text";
import { IconButton } from "@/ui/primitives/icon-button";
import { toast } from "@/ui/primitives/toast";

/** Copies a block of code. It is shown while the block is hovered or focused, and always where there is no pointer. */
export function CodeCopy({ text }: { text: string }) {
  async function copy() {
    if (await copyText(text)) toast.success("Code copied");
    else toast.error("The code could not be copied", { description: "Select it and copy it." });
  }

  return (
    <IconButton
      label="Copy code"
      size="small"
      onClick={() => void copy()}
      className="absolute end-1.5 top-1.5 bg-raised opacity-0 shadow-low focus-visible:opacity-100 group-focus-within/code:opacity-100 group-hover/code:opacity-100 coarse:opacity-100 print:hidden"
    >
      <Copy className="size-3.5" />
    </IconButton>
  );
}
