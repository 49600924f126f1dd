"use client";

import { Check, Copy } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/ui/primitives/button";
import { Input } from "@/ui/primitives/input";

/** A link to hand on. Where the clipboard is closed to us, the text is selected for the person to copy. */
export function CopyLink({ url, label = "Invitation link" }: { url: string; label?: string }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      field.current?.focus();
    }
  }

  return (
    <div className="flex gap-2">
      <Input
        ref={field}
        readOnly
        aria-label={label}
        value={url}
        className="font-mono text-meta"
        onFocus={(event) => event.target.select()}
      />
      <Button variant="primary" className="h-9" onClick={() => void copy()}>
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
      </Button>
    </div>
  );
}
